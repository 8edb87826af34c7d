namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>One change of the directory.</summary>
internal sealed class JournalRow
{
    public required string Tenant { get; init; }

    public required long Sequence { get; init; }

    /// <summary>When it was appended, in UTC ticks.</summary>
    public required long RecordedTicks { get; init; }

    public required string Change { get; init; }
}
