namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Where a trail ends. It can be made from the records, and is never trusted without them.</summary>
internal sealed class TrailRow
{
    public required string Tenant { get; init; }

    public required long Length { get; set; }

    public required byte[] Hash { get; set; }
}
