using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

/// <summary>A value on its way into the vault: bytes that are never a string, and zeros afterwards.</summary>
public sealed class SecretValue(byte[] bytes, int length) : IDisposable
{
    // A value may have no more bytes than this. It is bad input, and no limit of the host.
    public const int MaxBytes = 64 * 1024;

    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, length);

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    public override string ToString() => "***";
}
