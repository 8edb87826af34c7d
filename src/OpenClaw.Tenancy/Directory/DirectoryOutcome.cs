namespace OpenClaw.Tenancy.Directory;

/// <summary>What became of a record that a directory was given.</summary>
public enum DirectoryOutcome
{
    /// <summary>It was not understood, or is not the next one. Nothing was changed, and nothing after it can be applied.</summary>
    Unreadable = 0,

    /// <summary>It was understood and is refused, in every process alike: the id was taken meanwhile, say. The next record may follow.</summary>
    Refused,

    /// <summary>It counts from the next decision on.</summary>
    Applied,
}
