using System.Text;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>The directory of one tenant. Everything it opens lies inside it: no link is followed, and nothing but files and directories is opened.</summary>
/// <remarks>
/// Paths are relative, with <c>/</c> between segments, such as <c>notes/today.txt</c>. At each operation, and at each read and write of a
/// stream, the tenant's claim or permit is looked at again. Streams end with this object. Safe for use by many threads; the streams are not.
/// Each operation may throw <see cref="ConfinementException"/> (refused), <see cref="TenantScopeRequiredException"/> (the claim or permit
/// is dead), <see cref="ObjectDisposedException"/>, <see cref="FileNotFoundException"/> and <see cref="IOException"/>.
/// </remarks>
public sealed class TenantDirectoryRoot : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Func<TenantId> _demand;
    private readonly ConfinedDirectory _directory;
    private readonly int _maxWholeFileBytes;
    private bool _disposed;

    internal TenantDirectoryRoot(TenantId tenant, Func<TenantId> demand, ConfinedDirectory directory, int maxWholeFileBytes) =>
        (Tenant, _demand, _directory, _maxWholeFileBytes) = (tenant, demand, directory, maxWholeFileBytes);

    /// <summary>The tenant whose directory it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>What holds the operations inside.</summary>
    public TenantDirectoryConfinement Confinement => _directory.Confinement;

    /// <summary>Opens a file to be read.</summary>
    /// <param name="path">The path.</param>
    /// <returns>An unbuffered stream, to be disposed.</returns>
    public Stream OpenRead(string path) => Stream(path, OpenFlags.Read, FileAccess.Read);

    /// <summary>Makes a file that is not there yet, with mode 0600, and opens it to be written.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <returns>An unbuffered stream, to be disposed.</returns>
    /// <exception cref="IOException">There is something of that name.</exception>
    public Stream Create(string path) => Stream(path, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive, FileAccess.Write);

    /// <summary>Opens a file to be written from its beginning, and makes it where it is missing. What it holds stays until it is written over.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <returns>An unbuffered stream, to be disposed.</returns>
    public Stream OpenWrite(string path) => Stream(path, OpenFlags.Write | OpenFlags.Create, FileAccess.Write);

    /// <summary>Opens a file to be written at its end, and makes it where it is missing.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <returns>An unbuffered stream, to be disposed.</returns>
    public Stream OpenAppend(string path)
    {
        Stream stream = Stream(path, OpenFlags.Write | OpenFlags.Create | OpenFlags.Append, FileAccess.Write);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What it holds; at most <see cref="TenantDirectoryOptions.MaxWholeFileBytes"/>.</returns>
    public async Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken = default)
    {
        using SafeFileHandle file = Demand().OpenFile(RelativePath.From(path), OpenFlags.Read);
        using var whole = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await RandomAccess.ReadAsync(file, buffer, whole.Length, cancellationToken).ConfigureAwait(false)) != 0)
        {
            if (whole.Length + read > _maxWholeFileBytes)
            {
                throw Refusal.Of(ConfinementReason.LimitExceeded);
            }

            whole.Write(buffer, 0, read);
        }

        Demand();
        return whole.ToArray();
    }

    /// <summary>Reads a whole file as UTF-8.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text.</returns>
    /// <exception cref="DecoderFallbackException">The file is not UTF-8.</exception>
    public async Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken = default) =>
        Utf8.GetString(await ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));

    /// <summary>Puts a whole file in the place of what was there. Readers see the old file or the new one, also after a power cut.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <param name="contents">What it will hold.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    public Task WriteAllBytesAsync(string path, ReadOnlyMemory<byte> contents, CancellationToken cancellationToken = default) => AtomicReplacement.RunAsync(
        Demand(), RelativePath.From(path), async file => await RandomAccess.WriteAsync(file, contents, 0, cancellationToken).ConfigureAwait(false), () => Demand());

    /// <summary>Puts a whole file of UTF-8 text in the place of what was there.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <param name="contents">What it will hold.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    public Task WriteAllTextAsync(string path, string contents, CancellationToken cancellationToken = default) =>
        WriteAllBytesAsync(path, Utf8.GetBytes(contents), cancellationToken);

    /// <summary>Writes a whole file piece by piece, and puts it in the place of what was there when all is written. When the writing fails the old file stays.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <param name="write">Writes into the stream, which it need not dispose.</param>
    /// <param name="cancellationToken">Handed to the writing; the old file stays.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    public Task ReplaceAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        return AtomicReplacement.RunAsync(Demand(), RelativePath.From(path), async file =>
        {
            // The handle is still needed when the stream has gone: the file is put on the disk by it.
            using var shared = new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false);
            using Stream stream = Guard(shared, FileAccess.Write);
            await write(stream, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }, () => Demand());
    }

    /// <summary>Writes at the end of a file, and makes it where it is missing.</summary>
    /// <param name="path">The path; its directory must be there.</param>
    /// <param name="contents">What is added, in one write where the file system takes it whole.</param>
    /// <param name="cancellationToken">Ends the writing before it begins.</param>
    /// <returns>A task that ends when it is written. It is not yet on the disk.</returns>
    public async Task AppendAsync(string path, ReadOnlyMemory<byte> contents, CancellationToken cancellationToken = default)
    {
        using SafeFileHandle file = Demand().OpenFile(RelativePath.From(path), OpenFlags.Write | OpenFlags.Create | OpenFlags.Append);
        await RandomAccess.WriteAsync(file, contents, RandomAccess.GetLength(file), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a file or directory.</summary>
    /// <param name="path">The path.</param>
    /// <returns>What is there, or null.</returns>
    /// <exception cref="ConfinementException">The path is refused, or a link, device, pipe or socket is there.</exception>
    public TenantFileEntry? Find(string path)
    {
        RelativePath checkedPath = RelativePath.From(path);
        if (Demand().Find(checkedPath) is not { } facts)
        {
            return null;
        }

        return facts.IsRegular || facts.IsDirectory
            ? new TenantFileEntry(Path.GetFileName(path), in facts)
            : throw Refusal.Of(facts.IsLink ? ConfinementReason.Link : ConfinementReason.WrongKind);
    }

    /// <summary>Lists a part of a directory, by name.</summary>
    /// <param name="path">The directory; null for the tenant's whole directory.</param>
    /// <param name="after">The last name of the page before, or null for the first page.</param>
    /// <param name="limit">The most entries: 1 to 1,000. Default: 100.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The entries whose names come after <paramref name="after"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public TenantDirectoryPage List(string? path = null, string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1_000);
        using SafeFileHandle directory = Demand().OpenDirectory(path is null ? null : RelativePath.From(path), OpenFlags.List);
        return DirectoryPaging.Read(directory, after, limit, cancellationToken);
    }

    /// <summary>Makes a directory and those on the way to it, with mode 0700. What is there already stays. When it returns, the disk knows.</summary>
    /// <param name="path">The path.</param>
    public void CreateDirectory(string path) => Demand().MakeDirectories(RelativePath.From(path));

    /// <summary>Takes the lock that a file stands for, and makes the file where it is missing (mode 0600). One holds it at a time, in this process and in all others.</summary>
    /// <param name="path">The path; its directory must be there. What the file holds is neither read nor changed, and it stays behind the lock.</param>
    /// <returns>The lock, which ends when it is disposed of or the process ends; null while another holds it.</returns>
    /// <exception cref="ConfinementException">Besides the usual: the file system lets nobody lock (<see cref="ConfinementReason.NotPermitted"/>).</exception>
    public IDisposable? TryLock(string path)
    {
        RelativePath checkedPath = RelativePath.From(path);
        return Demand().TryLock(checkedPath);
    }

    /// <summary>Deletes a file, or a link that stands in its place; what a link leads to stays. When it returns, the disk knows.</summary>
    /// <param name="path">The path.</param>
    public void DeleteFile(string path) => Demand().DeleteFile(RelativePath.From(path));

    /// <summary>Deletes a directory. Links in it are deleted, and what they lead to stays.</summary>
    /// <param name="path">The path.</param>
    /// <param name="recursive">Whether what it holds goes too: up to 1,000,000 entries, 64 directories deep; one that holds more is left half empty.</param>
    /// <param name="cancellationToken">Ends the deletion in its midst.</param>
    /// <exception cref="IOException">It is not empty, and <paramref name="recursive"/> is false.</exception>
    public void DeleteDirectory(string path, bool recursive = false, CancellationToken cancellationToken = default) =>
        Demand().DeleteDirectory(RelativePath.From(path), recursive, cancellationToken);

    /// <summary>Moves a file or directory inside the tenant's directory, in one step.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it goes; that directory must be there.</param>
    /// <param name="overwrite">Whether a file, or an empty directory for a directory, may be replaced.</param>
    /// <exception cref="IOException">There is something at <paramref name="to"/>.</exception>
    public void Move(string from, string to, bool overwrite = false) => Demand().Move(RelativePath.From(from), RelativePath.From(to), overwrite);

    /// <summary>Ends it, and the streams that it opened.</summary>
    public void Dispose()
    {
        _disposed = true;
        _directory.Dispose();
    }

    /// <summary>The directory, for an operation that begins now.</summary>
    internal ConfinedDirectory Demand()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _demand() == Tenant ? _directory : throw new TenantMismatchException("The scope belongs to another tenant than the directory that it opened. Open the directory anew.");
    }

    private TenantFileStream Stream(string path, int flags, FileAccess access)
    {
        SafeFileHandle file = Demand().OpenFile(RelativePath.From(path), flags);
        return Guard(file, access);
    }

    private TenantFileStream Guard(SafeFileHandle file, FileAccess access) => new(new FileStream(file, access, bufferSize: 0), () => Demand());
}
