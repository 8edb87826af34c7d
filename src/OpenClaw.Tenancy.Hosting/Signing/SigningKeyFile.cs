using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Signing;

/// <summary>A private signing key on disk: its owner's alone, written whole or not at all, never over another.</summary>
internal static class SigningKeyFile
{
    private const int MaxBytes = 16 * 1024;
    private const UnixFileMode Foreign =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The key of the file, made where there is none.</summary>
    /// <exception cref="TenancyConfigurationException">It cannot be read or made, others may read it, or it is no key over P-256.</exception>
    internal static EcdsaSigner Open(string path, TimeProvider time)
    {
        string full = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(full))
            {
                Make(full, time);
            }

            return Read(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw Refused(path, $"cannot be opened or made. Choose a path in a folder that this process may write to. {exception.Message}");
        }
    }

    // INVARIANT: of processes that start at once, one makes the key and all others read it: the second look is under the lock.
    private static void Make(string path, TimeProvider time)
    {
        string folder = Path.GetDirectoryName(path)!;
        LastingFiles.EnsureFolder(folder);
        using ExclusiveLock held = ExclusiveLock.TakeAsync(path, Patience, time, CancellationToken.None).GetAwaiter().GetResult();
        ExclusiveLock.RequireWorking(path);
        if (File.Exists(path))
        {
            return;
        }

        string draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        try
        {
            Write(draft);
            File.Move(draft, path, overwrite: false);
            LastingFiles.FlushFolder(folder);
        }
        finally
        {
            // A key does not stay behind under another name, whichever way it went.
            File.Delete(draft);
        }
    }

    private static void Write(string draft)
    {
        using var signer = EcdsaSigner.Generate();
        byte[] pem = Encoding.ASCII.GetBytes(signer.ExportPrivateKey());
        using FileStream stream = PrivateFile.Open(draft, FileMode.CreateNew, FileShare.None);
        stream.Write(pem);
        stream.Flush();
        LastingFiles.FlushFile(stream.SafeFileHandle);
        CryptographicOperations.ZeroMemory(pem);
    }

    private static EcdsaSigner Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

        // SECURITY: asked of the opened file and not of its name, which may mean another file a moment later.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Foreign) != 0)
        {
            throw Refused(path, "is open to other users of the machine. Run 'chmod 600' on it; if others could read it, make a new key.");
        }

        if (stream.Length > MaxBytes)
        {
            throw Refused(path, "is too large for a signing key. Check the path.");
        }

        byte[] pem = new byte[stream.Length];
        stream.ReadExactly(pem);
        try
        {
            return EcdsaSigner.FromPem(Encoding.ASCII.GetChars(pem));
        }
        catch (CryptographicException)
        {
            throw Refused(path, "holds no private key over P-256. Restore it from a backup, or move it away and let a new one be made; what the old one signed is verified by its public key alone.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pem);
        }
    }

    private static TenancyConfigurationException Refused(string path, string why) => new([$"The signing key file '{path}' {why}"]);
}
