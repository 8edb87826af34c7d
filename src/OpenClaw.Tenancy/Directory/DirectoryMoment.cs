namespace OpenClaw.Tenancy.Directory;

/// <summary>The place and time of a change: the same in every process, and not those of the reading.</summary>
internal readonly record struct DirectoryMoment(long Sequence, long Ticks);
