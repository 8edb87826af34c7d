using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Signing;

/// <summary>Signs with a private key that is in the memory of this process.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class EcdsaSigner : ITenancySigner, IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    private EcdsaSigner(ECDsa key) => (_key, Key) = (key, VerificationKey.Of(key));

    /// <inheritdoc />
    public VerificationKey Key { get; }

    /// <summary>Makes a new key.</summary>
    /// <returns>A signer with it.</returns>
    public static EcdsaSigner Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Takes a private key from its text.</summary>
    /// <param name="pem">One PEM block, <c>PRIVATE KEY</c> (PKCS #8).</param>
    /// <returns>A signer with it.</returns>
    /// <exception cref="CryptographicException">It is no private key over P-256.</exception>
    public static EcdsaSigner FromPem(ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var signer = new EcdsaSigner(key);
            signer.Sign("probe"u8);
            return signer;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();

            // SECURITY: nothing of the text is repeated.
            throw new CryptographicException("The text holds no private key over P-256. Give one PEM block, PRIVATE KEY.");
        }
    }

    /// <summary>The private key as one PEM block. Keep it where nobody else reads it.</summary>
    /// <returns>The text, with a line end behind it.</returns>
    public string ExportPrivateKey() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <inheritdoc />
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<byte[]>(Sign(content.Span));
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    // The runtime promises nothing of one key object under many threads.
    private byte[] Sign(ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            return _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
