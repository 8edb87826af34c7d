namespace OpenClaw.Tenancy.Benchmarks.EntityFramework;

/// <summary>The same row in a host that writes its tenant by hand.</summary>
public sealed class HandWrittenRow
{
    public string Tenant { get; set; } = "";

    public int Id { get; set; }

    public string Body { get; set; } = "";
}
