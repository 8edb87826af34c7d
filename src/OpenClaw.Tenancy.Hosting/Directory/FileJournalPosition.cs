namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>A place between two lines of a journal, and all that is needed to go on from there.</summary>
/// <param name="Offset">Where the next line begins.</param>
/// <param name="Sequence">The number of the line before it; 0 at the beginning.</param>
/// <param name="Sum">The checksum of the line before it, which stands for all before it.</param>
internal sealed record FileJournalPosition(long Offset, long Sequence, string Sum)
{
    internal static readonly FileJournalPosition Beginning = new(0, 0, new string('0', 64));
}
