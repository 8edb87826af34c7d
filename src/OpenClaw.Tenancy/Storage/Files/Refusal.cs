using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Makes exceptions of reasons and of error numbers. None of them echoes a path.</summary>
internal static class Refusal
{
    internal static ConfinementException Of(ConfinementReason reason) => new(reason, reason switch
    {
        ConfinementReason.EmptyPath => "The path or one of its segments is empty. Give a relative path such as 'notes/today.txt'.",
        ConfinementReason.AbsolutePath => "The path is absolute. Give it relative to the tenant's directory, without a slash or drive before it.",
        ConfinementReason.DotSegment => "The path holds a '.' or '..' segment. Name each directory on the way itself.",
        ConfinementReason.ForeignSeparator => "The path holds a backslash or a colon. Separate segments by '/', and leave the others out of names.",
        ConfinementReason.EncodedText => "The path holds a percent escape. Decode it before it is used as a path, and leave '%' and two digits out of names.",
        ConfinementReason.InvalidText => "The path holds a control character or text that is no Unicode. Leave them out of names.",
        ConfinementReason.ReservedName => "A segment of the path is a reserved name, or ends in a dot or a space. Choose another name.",
        ConfinementReason.TooLong => "The path is too long: at most 255 bytes of UTF-8 in a segment and 1,024 in all.",
        ConfinementReason.TooDeep => "The path has too many segments: at most 32.",
        ConfinementReason.Link => "A link stands in the way, and links are not followed. Name the file itself.",
        ConfinementReason.HardLink => "The file has a second name, so it could be somebody else's too. Copy it into the tenant's directory instead of linking it.",
        ConfinementReason.WrongKind => "It is not of the kind that was asked for: a file where a file is meant, a directory where a directory is meant. Devices, pipes and sockets are never opened.",
        ConfinementReason.OtherMount => "It lies on another mount than the tenant's directory. Make the mount the tenant's root itself, with TenantDirectoryOptions.UseRoot.",
        ConfinementReason.NotPermitted => "The file system refused it. See that the service account owns the tenant's directory, and that nothing else renames things in it.",
        ConfinementReason.LimitExceeded => "A bound on bytes, entries or depth was reached. Raise the limit that was given, or divide the work.",
        ConfinementReason.RootRefused => "The tenant's directory cannot be used. The host's log says why.",
        ConfinementReason.MalformedArchive => "The archive cannot be read, or does not hold what it says. Nothing of it was kept.",
        ConfinementReason.ArchiveEntryKind => "The archive holds something else than files and directories. Nothing of it was kept.",
        ConfinementReason.DuplicateEntry => "Two names of the archive are equal or differ only in case. Nothing of it was kept.",
        _ => "The operation on the tenant's directory was refused.",
    });

    internal static Exception OfErrno(int negated) => -negated switch
    {
        Errno.NoEntry => new FileNotFoundException("There is no such file or directory in the tenant's directory."),
        Errno.Exists => new IOException("There is something of this name already. Choose another name, or say that it may be replaced."),
        Errno.NotEmpty => new IOException("The directory is not empty. Delete what it holds, or say that all of it goes."),
        Errno.Loop => Of(ConfinementReason.Link),
        Errno.OtherDevice => Of(ConfinementReason.OtherMount),
        Errno.NotDirectory or Errno.IsDirectory or Errno.NoDeviceOrAddress or Errno.NoDevice => Of(ConfinementReason.WrongKind),
        Errno.NameTooLong => Of(ConfinementReason.TooLong),
        Errno.NotPermitted or Errno.Access or Errno.Again or Errno.NoSystemCall => Of(ConfinementReason.NotPermitted),
        int other => new IOException($"The file system answered with error {other}."),
    };
}
