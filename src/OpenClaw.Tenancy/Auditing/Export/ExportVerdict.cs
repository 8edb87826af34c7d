using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>What was found in an export.</summary>
public sealed class ExportVerdict
{
    internal ExportVerdict()
    {
    }

    /// <summary>Whether every record is as it was written, and in its place. False by default.</summary>
    public bool IsWhole { get; internal init; }

    /// <summary>Whether it could be read as an export at all. False by default.</summary>
    public bool IsReadable { get; internal init; }

    /// <summary>The number of the first record that is wrong: the line in the file, from 1. Zero where none is.</summary>
    public long Record { get; internal init; }

    /// <summary>What is wrong with it, in words that repeat nothing of it; null where nothing is.</summary>
    public string? Fault { get; internal init; }

    /// <summary>How many records there are, with those that were dropped after their time.</summary>
    public long Records { get; internal init; }

    /// <summary>How many of them were dropped after their time.</summary>
    public long Dropped { get; internal init; }

    /// <summary>Whether it is shown that nothing is missing behind the last record: only against a checkpoint that was kept elsewhere.</summary>
    public bool CoversTruncation { get; internal init; }

    /// <summary>The checkpoint at the end of the export, or null where it was not reached.</summary>
    public SignedCheckpoint? Checkpoint { get; internal init; }
}
