using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Signing;

/// <summary>A public key of ECDSA over P-256: it verifies, and signs nothing.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class VerificationKey
{
    /// <summary>The length of a signature in bytes.</summary>
    public const int SignatureLength = 64;

    private const string P256 = "1.2.840.10045.3.1.7";
    private readonly byte[] _publicKey;

    private VerificationKey(byte[] publicKey)
    {
        _publicKey = publicKey;
        Id = Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 4));
    }

    /// <summary>The key's id: the first four bytes of the SHA-256 of its SubjectPublicKeyInfo, as C2SP signed notes name an ECDSA key, in hexadecimal. It tells keys apart and proves nothing.</summary>
    public string Id { get; }

    /// <summary>The SubjectPublicKeyInfo in DER.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>Makes a key from its SubjectPublicKeyInfo.</summary>
    /// <param name="publicKey">The DER encoding.</param>
    /// <returns>The key.</returns>
    /// <exception cref="CryptographicException">It is no public key over P-256.</exception>
    public static VerificationKey FromPublicKey(ReadOnlySpan<byte> publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out int read);
        return read == publicKey.Length ? Of(key) : throw new CryptographicException("Something follows the public key.");
    }

    /// <summary>Makes a key from the text that <see cref="ToPem"/> gives.</summary>
    /// <param name="pem">One PEM block, <c>PUBLIC KEY</c>.</param>
    /// <returns>The key.</returns>
    /// <exception cref="CryptographicException">It is no public key over P-256.</exception>
    public static VerificationKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (ArgumentException)
        {
            throw new CryptographicException("The text holds no public key. Give one PEM block, PUBLIC KEY.");
        }

        return Of(key);
    }

    /// <summary>The key as one PEM block, <c>PUBLIC KEY</c>.</summary>
    /// <returns>The text, with a line end behind it.</returns>
    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", _publicKey) + "\n";

    /// <summary>Whether a signature is this key's over a content.</summary>
    /// <param name="content">What was signed, whole.</param>
    /// <param name="signature">64 bytes, IEEE P1363. A signature of another length is none.</param>
    /// <returns>True when it is.</returns>
    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_publicKey, out _);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    internal static VerificationKey Of(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256
        ? new VerificationKey(key.ExportSubjectPublicKeyInfo())
        : throw new CryptographicException("The key is not one over P-256.");
}
