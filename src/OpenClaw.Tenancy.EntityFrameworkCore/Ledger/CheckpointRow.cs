namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>A signed checkpoint of an earlier moment.</summary>
internal sealed class CheckpointRow
{
    public required string Tenant { get; init; }

    public required long Size { get; init; }

    /// <summary>When it was signed, in UTC ticks: nothing but what thinning goes by.</summary>
    public required long SignedTicks { get; init; }

    public required string Text { get; init; }
}
