using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A file or directory as it was at one moment. Immutable.</summary>
public sealed class TenantFileEntry
{
    internal TenantFileEntry(string name, in FileFacts facts)
    {
        Name = name;
        Kind = facts.IsDirectory ? TenantFileKind.Directory : facts.IsRegular ? TenantFileKind.File : TenantFileKind.None;
        Length = facts.IsRegular ? facts.Size : 0;
        ChangedAt = facts.Changed;
    }

    /// <summary>Its last segment.</summary>
    public string Name { get; }

    /// <summary>Whether it is a file or a directory.</summary>
    public TenantFileKind Kind { get; }

    /// <summary>The length of a file in bytes; zero for a directory.</summary>
    public long Length { get; }

    /// <summary>When its contents were last changed, by the file system's clock.</summary>
    public DateTimeOffset ChangedAt { get; }
}
