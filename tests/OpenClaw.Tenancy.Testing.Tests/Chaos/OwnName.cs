using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Reads its tenant from its scope.</summary>
/// <param name="tenant">The scope's tenant.</param>
public sealed class OwnName(TenantContext tenant) : IOwnName
{
    public string Name() => tenant.Tenant.ToString();
}
