using System.Security.Cryptography;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>A key ring on disk: private to its owner, written whole or not at all, never over another.</summary>
internal static class KeyRingFile
{
    private const int MaxBytes = 64 * 1024;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Foreign =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    internal static TokenKeyRing Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] json = Read(path);
        try
        {
            return KeyRingJson.TryRead(json, out TokenKeyRing? ring) ? ring : throw Refused(
                path, "is no key file, or a part of it is missing. Restore it from a backup, or move it away and let a new one be made; tokens of the old keys then end.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Writes the file unless there is one; false when there is.</summary>
    internal static bool TrySave(TokenKeyRing ring, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp";
        try
        {
            Write(KeyRingJson.Write(ring), draft);
            return LastingFiles.TryName(draft, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, "cannot be written. Choose a path in a folder that this process may write to, on a file system with hard links.");
        }
        finally
        {
            // Keys do not stay behind under another name, whichever way it went.
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    /// <summary>Replaces the file by a changed ring, in one step; two changes at once are refused, so that none is lost.</summary>
    internal static (TokenKeyRing Ring, (DateTime Written, long Length) Stamp) Change(string path, Func<TokenKeyRing, TokenKeyRing> change)
    {
        string draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp";
        try
        {
            // The system frees it when the process ends, however it ends.
            using var held = new FileStream($"{path}.lock", Options(FileMode.OpenOrCreate));
            TokenKeyRing ring = change(Load(path));
            Write(KeyRingJson.Write(ring), draft);
            (DateTime, long) stamp = Stamp(draft);
            File.Move(draft, path, overwrite: true);
            return (ring, stamp);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, "cannot be replaced, or another process replaces it. Try again, or write the new file by other means: hosts read it again by themselves.");
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    /// <summary>What a change of the file changes: its last write and its length.</summary>
    internal static (DateTime Written, long Length) Stamp(string path)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            return (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    internal static TenancyConfigurationException Refused(string path, string why) => new([$"The key file '{path}' {why}"]);

    private static void Write(byte[] json, string draft)
    {
        using var stream = new FileStream(draft, Options(FileMode.CreateNew));
        stream.Write(json);
        stream.Flush();
        LastingFiles.FlushFile(stream.SafeFileHandle);
        CryptographicOperations.ZeroMemory(json);
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        return options;
    }

    private static byte[] Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

            // SECURITY: asked of the opened file and not of its name, which may mean another file a moment later.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Foreign) != 0)
            {
                throw Refused(path, "is open to other users of the machine. Run 'chmod 600' on it; if others could read it, make new keys.");
            }

            if (stream.Length > MaxBytes)
            {
                throw Refused(path, "is too large for a key file. Check the path.");
            }

            byte[] json = new byte[stream.Length];
            stream.ReadExactly(json);
            return json;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Refused(path, "cannot be read. Check that it is there and that this process may read it.");
        }
    }
}
