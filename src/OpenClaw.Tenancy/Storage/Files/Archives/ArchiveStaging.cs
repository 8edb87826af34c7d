using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files.Archives;

/// <summary>Takes the entries of one archive, one after the other, and counts what they bring.</summary>
internal sealed class ArchiveStaging(ConfinedDirectory directory, ArchiveLimits limits, long archiveBytes, Action check)
{
    private const long FreeOfRatio = 1024 * 1024;

    // What was made, without case: a file or directory with the exact text of its name.
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _entries;
    private long _total;

    internal ArchiveLimits Limits => limits;

    internal void AddDirectory(string name)
    {
        RelativePath path = Admit(name, out _);
        RequireNoFile(name);
        directory.MakeDirectories(path);
    }

    internal async Task<(long Length, uint Crc)> AddFileAsync(string name, Stream data, CancellationToken cancellationToken)
    {
        RelativePath path = Admit(name, out bool isNew);
        if (!isNew)
        {
            throw Refusal.Of(ConfinementReason.DuplicateEntry);
        }

        if (path.HasParent)
        {
            directory.MakeDirectories(path.Parent);
        }

        using SafeFileHandle file = directory.OpenFile(path, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive);
        _files.Add(name);
        long length = 0;
        uint crc = 0;
        int read;
        while ((read = await data.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false)) != 0)
        {
            // SECURITY: counted before it is written, and not by what the archive says of itself.
            length += read;
            _total += read;
            if (length > limits.MaxEntryBytes || _total > limits.MaxTotalBytes || _total - FreeOfRatio > archiveBytes * limits.MaxRatio)
            {
                throw Refusal.Of(ConfinementReason.LimitExceeded);
            }

            crc = Crc32.Append(crc, _buffer.AsSpan(0, read));
            await RandomAccess.WriteAsync(file, _buffer.AsMemory(0, read), length - read, cancellationToken).ConfigureAwait(false);
        }

        return (length, crc);
    }

    internal void Count()
    {
        check();
        if (++_entries > limits.MaxEntries)
        {
            throw Refusal.Of(ConfinementReason.LimitExceeded);
        }
    }

    private RelativePath Admit(string name, out bool isNew)
    {
        Count();
        RelativePath path = RelativePath.From(name);
        int depth = 1;
        for (int slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1), depth++)
        {
            // A directory on the way, too, has one spelling; and a file is no directory.
            RequireOneSpelling(name[..slash]);
            RequireNoFile(name[..slash]);
        }

        isNew = RequireOneSpelling(name);
        return depth > limits.MaxDepth ? throw Refusal.Of(ConfinementReason.TooDeep) : path;
    }

    private bool RequireOneSpelling(string name)
    {
        bool isNew = _names.TryAdd(name, name);
        return isNew || string.Equals(_names[name], name, StringComparison.Ordinal) ? isNew : throw Refusal.Of(ConfinementReason.DuplicateEntry);
    }

    private void RequireNoFile(string name)
    {
        if (_files.Contains(name))
        {
            throw Refusal.Of(ConfinementReason.DuplicateEntry);
        }
    }
}
