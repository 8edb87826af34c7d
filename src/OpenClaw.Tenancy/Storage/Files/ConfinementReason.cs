namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Why an operation on a tenant's directory was refused.</summary>
public enum ConfinementReason
{
    /// <summary>No reason was given. It is a refusal all the same.</summary>
    Unspecified = 0,

    /// <summary>The path, or one of its segments, is empty.</summary>
    EmptyPath,

    /// <summary>The path begins at a root of its own: with a slash, or with a drive.</summary>
    AbsolutePath,

    /// <summary>A segment is <c>.</c> or <c>..</c>.</summary>
    DotSegment,

    /// <summary>The path holds a backslash or a colon.</summary>
    ForeignSeparator,

    /// <summary>The path holds a percent escape: what decodes it once more would read another path.</summary>
    EncodedText,

    /// <summary>The path holds a control character, a line separator, or text that is no Unicode.</summary>
    InvalidText,

    /// <summary>A segment is a name that some system reserves, ends in a dot or space, or is one of the library's own.</summary>
    ReservedName,

    /// <summary>A segment or the path is too long.</summary>
    TooLong,

    /// <summary>The path has too many segments.</summary>
    TooDeep,

    /// <summary>A link stands in the way; links are never followed.</summary>
    Link,

    /// <summary>The file has another name besides this one, which may lie outside.</summary>
    HardLink,

    /// <summary>It is neither a file nor a directory, or not the one of the two that was asked for.</summary>
    WrongKind,

    /// <summary>It lies on another mount than the root.</summary>
    OtherMount,

    /// <summary>The file system does not let the process do it, or something kept changing while it was done.</summary>
    NotPermitted,

    /// <summary>A bound on bytes, entries or depth was reached.</summary>
    LimitExceeded,

    /// <summary>The tenant's root is missing, is open to other users of the machine, or is another tenant's too. The log says more.</summary>
    RootRefused,

    /// <summary>The archive cannot be read, or does not hold what it says.</summary>
    MalformedArchive,

    /// <summary>The archive holds something else than files and directories.</summary>
    ArchiveEntryKind,

    /// <summary>Two names of the archive are equal, or differ only in case.</summary>
    DuplicateEntry,
}
