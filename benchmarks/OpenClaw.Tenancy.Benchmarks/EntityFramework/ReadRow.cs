using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Benchmarks.EntityFramework;

/// <summary>A row that is read by its key.</summary>
public sealed class ReadRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public int Id { get; set; }

    public string Body { get; set; } = "";
}
