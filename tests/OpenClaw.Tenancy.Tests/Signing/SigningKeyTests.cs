using System.Security.Cryptography;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.Signing;

public sealed class SigningKeyTests
{
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public async Task Signature_is_verified_by_the_public_key_alone()
    {
        using EcdsaSigner signer = EcdsaSigner.Generate();
        using EcdsaSigner same = EcdsaSigner.FromPem(signer.ExportPrivateKey());
        VerificationKey key = VerificationKey.FromPem(signer.Key.ToPem());
        byte[] signature = await same.SignAsync(Content, CancellationToken.None);

        Assert.Equal(VerificationKey.SignatureLength, signature.Length);
        Assert.True(key.Verify(Content, signature));
        Assert.Equal(signer.Key.Id, key.Id);
        Assert.DoesNotContain("PRIVATE", signer.Key.ToPem(), StringComparison.Ordinal);
        for (int i = 0; i < signature.Length; i++)
        {
            byte[] changed = [.. signature];
            changed[i] ^= 1;
            Assert.False(key.Verify(Content, changed));
        }

        Assert.False(key.Verify([1, 2, 4], signature));
        Assert.False(key.Verify(Content, signature.AsSpan(1)));
        Assert.False(key.Verify(Content, [.. signature, 0]));
        Assert.False(key.Verify(Content, []));
        using EcdsaSigner other = EcdsaSigner.Generate();
        Assert.False(other.Key.Verify(Content, signature));
    }

    [Fact]
    public void What_is_no_key_over_the_curve_is_refused_and_not_repeated()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using ECDsa p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsa = RSA.Create(2048);
        string[] texts = ["", "c4n4ry", p384.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), p256.ExportSubjectPublicKeyInfoPem()];
        Assert.All(texts, text =>
        {
            CryptographicException refused = Assert.ThrowsAny<CryptographicException>(() => EcdsaSigner.FromPem(text));
            Assert.DoesNotContain("c4n4ry", refused.ToString(), StringComparison.Ordinal);
        });
        Assert.ThrowsAny<CryptographicException>(() => VerificationKey.FromPem(p384.ExportSubjectPublicKeyInfoPem()));
        Assert.ThrowsAny<CryptographicException>(() => VerificationKey.FromPem("c4n4ry"));
        Assert.ThrowsAny<CryptographicException>(() => VerificationKey.FromPublicKey([.. p256.ExportSubjectPublicKeyInfo(), 0]));
    }
}
