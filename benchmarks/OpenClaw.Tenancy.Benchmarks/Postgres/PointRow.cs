using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Benchmarks.Postgres;

/// <summary>A row that is read by its key.</summary>
public sealed class PointRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public int Id { get; set; }

    public string Body { get; set; } = "";
}
