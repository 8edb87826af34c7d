using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>The key that seals approvals, in the data folder. Hosts that share a database share this file too.</summary>
internal static class SigningKey
{
    private const string FileName = "signing-key.pem";
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key of the folder, made where there is none.</summary>
    /// <exception cref="TenancyConfigurationException">The file cannot be read or written, or holds no key.</exception>
    internal static EcdsaSigner Open(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path))
            {
                Make(path);
            }

            return EcdsaSigner.FromPem(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new TenancyConfigurationException([$"The file '{path}' holds no signing key, or cannot be used. Delete it to have a new one made: approvals that were sealed by the old one are void then."]);
        }
    }

    // Whole or not at all: it gets its name when it is on the disk, and the first of several processes wins.
    private static void Make(string path)
    {
        string draft = $"{path}.{Guid.NewGuid():n}";
        using (EcdsaSigner signer = EcdsaSigner.Generate())
        using (var file = new FileStream(draft, Options()))
        {
            file.Write(Encoding.ASCII.GetBytes(signer.ExportPrivateKey()));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerAlone;
        }

        return options;
    }
}
