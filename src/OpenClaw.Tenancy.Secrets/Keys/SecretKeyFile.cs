using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>A key-encryption key in a file: its owner's alone, written whole or not at all, never over another.</summary>
/// <remarks>One line with the key, and a second one, <c>id</c> and the key's id, which a file that is made has: it tells a key that was changed or mixed up.</remarks>
internal static class SecretKeyFile
{
    private const int MaxBytes = 4096;
    private const string IdWord = "id ";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Foreign =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The key of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayMake">Whether one is made where there is none.</param>
    /// <exception cref="TenancyConfigurationException">It cannot be read or made, others may read it, or it holds no key that may be used.</exception>
    internal static KeyEncryptionKey Open(string path, bool mayMake)
    {
        string full = Path.GetFullPath(path);
        try
        {
            if (mayMake && !File.Exists(full))
            {
                Make(full);
            }

            return Read(path, full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, mayMake
                ? $"cannot be opened or made. Choose a path in a folder that this process may write to. {exception.Message}"
                : $"cannot be opened. Restore it from a backup: an older key is never made anew. {exception.Message}");
        }
    }

    // INVARIANT: of processes that start at once one makes the key, and all others read it: the name is given once.
    private static void Make(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        LastingFiles.EnsureFolder(folder);
        string draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        try
        {
            Write(draft);
            if (LastingFiles.TryName(draft, path))
            {
                LastingFiles.FlushFolder(folder);
            }
        }
        finally
        {
            // A key does not stay behind under another name, whichever way it went.
            File.Delete(draft);
        }
    }

    private static void Write(string draft)
    {
        Span<byte> bytes = stackalloc byte[KeyEncryptionKey.LeastBytes];
        RandomNumberGenerator.Fill(bytes);
        using var key = new KeyEncryptionKey(bytes);
        byte[] lines = new byte[256];
        int length = Base64Url.EncodeToUtf8(bytes, lines);
        length += Encoding.ASCII.GetBytes($"\n{IdWord}{key.Id}\n", lines.AsSpan(length));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using var stream = new FileStream(draft, options);
        stream.Write(lines, 0, length);
        stream.Flush();
        LastingFiles.FlushFile(stream.SafeFileHandle);
        CryptographicOperations.ZeroMemory(lines);
        CryptographicOperations.ZeroMemory(bytes);
    }

    private static KeyEncryptionKey Read(string path, string full)
    {
        RequireFile(path, full);
        using var stream = new FileStream(full, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0 });

        // SECURITY: asked of the opened file and not of its name, which may mean another file a moment later.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Foreign) != 0)
        {
            throw Refused(path, "is open to other users of the machine. Run 'chmod 600' on it; if others could read it, make a new key and wrap the data keys anew.");
        }

        if (stream.Length > MaxBytes)
        {
            throw Refused(path, "is too large for the key of secrets. Check the path.");
        }

        byte[] bytes = new byte[stream.Length];
        char[] text = new char[bytes.Length];
        stream.ReadExactly(bytes);
        Encoding.Latin1.GetChars(bytes, text);
        try
        {
            return Read(path, text.AsSpan().Trim());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            text.AsSpan().Clear();
        }
    }

    // A pipe keeps whoever opens it waiting, so it is looked at by its name before; it has no length, as a device has none.
    private static void RequireFile(string path, string full)
    {
        var named = new FileInfo(full);
        if (named.LinkTarget is not null)
        {
            // SECURITY: whoever may write to the folder of the link, or of what it leads to, would choose the key.
            throw Refused(path, "is a link. Name the file that it leads to.");
        }

        if (named is { Exists: true, Length: 0 })
        {
            throw Refused(path, "is empty, or no file. Restore it from a backup; if no secret was kept under it yet, delete it and let a new one be made.");
        }
    }

    private static KeyEncryptionKey Read(string path, ReadOnlySpan<char> text)
    {
        int end = text.IndexOf('\n');
        ReadOnlySpan<char> id = end < 0 ? [] : text[(end + 1)..].Trim();
        KeyEncryptionKey key = KeyMaterial.Read(end < 0 ? text : text[..end].TrimEnd(), out string? error) ?? throw Refused(path, error!);
        if (id.IsEmpty || (id.StartsWith(IdWord, StringComparison.Ordinal) && id[IdWord.Length..].SequenceEqual(key.Id)))
        {
            return key;
        }

        key.Dispose();
        throw Refused(path, "names an id that is not its key's: it was changed, or two files were mixed up. Restore it from a backup.");
    }

    private static TenancyConfigurationException Refused(string path, string why) => new([$"The key file '{path}' of secrets {why}"]);
}
