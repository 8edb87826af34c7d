namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The end of the ledger; one row, the platform's. Whoever writes holds it until the commit.</summary>
internal sealed class HeadRow
{
    public required string Tenant { get; init; }

    /// <summary>The signed checkpoint over all records.</summary>
    public required string Checkpoint { get; set; }
}
