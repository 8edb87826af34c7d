using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>What belongs to nobody.</summary>
public sealed class Owned : ITenantOwned
{
    public TenantId? Tenant => null;
}
