using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The SHA-256 thumbprint of the client certificate that a credential is bound to (<c>x5t#S256</c>, RFC 8705).</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class CertificateThumbprint
{
    private const int TextLength = 43;

    // What the last character of 32 bytes in base64url may be, so that a thumbprint has one spelling.
    private static readonly SearchValues<char> LastCharacters = SearchValues.Create("AEIMQUYcgkosw048");

    private readonly byte[] _hash;

    private CertificateThumbprint(byte[] hash) => _hash = hash;

    /// <summary>The thumbprint of a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>Its thumbprint.</returns>
    public static CertificateThumbprint From(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new CertificateThumbprint(certificate.GetCertHash(HashAlgorithmName.SHA256));
    }

    /// <summary>Reads a thumbprint in its one text form.</summary>
    /// <param name="text">32 bytes in base64url, without padding.</param>
    /// <param name="thumbprint">The thumbprint.</param>
    /// <returns>False for every other text.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CertificateThumbprint? thumbprint)
    {
        thumbprint = null;
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        if (text is not { Length: TextLength } || !LastCharacters.Contains(text[^1])
            || Base64Url.DecodeFromChars(text, hash, out int read, out int written) != OperationStatus.Done || read != TextLength || written != hash.Length)
        {
            return false;
        }

        thumbprint = new CertificateThumbprint(hash);
        return true;
    }

    /// <summary>Whether this is the thumbprint of a certificate. Compared in fixed time.</summary>
    /// <param name="certificate">The certificate that was presented; none has no thumbprint.</param>
    /// <returns>Whether it is.</returns>
    public bool IsOf([NotNullWhen(true)] X509Certificate2? certificate)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return certificate is not null
            && certificate.TryGetCertHash(HashAlgorithmName.SHA256, hash, out int written)
            && written == hash.Length
            && CryptographicOperations.FixedTimeEquals(hash, _hash);
    }

    /// <summary>The text form.</summary>
    /// <returns>32 bytes in base64url, without padding.</returns>
    public override string ToString() => Base64Url.EncodeToString(_hash);
}
