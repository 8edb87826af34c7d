using System.Security.Cryptography;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.Signing;

/// <summary>A key for verifying is read from exactly what was written of it.</summary>
public sealed class VerificationKeyTests
{
    [Fact]
    public void Key_comes_back_from_its_bytes_and_from_its_text()
    {
        using var signer = EcdsaSigner.Generate();
        VerificationKey key = signer.Key;

        Assert.Equal(key.Id, VerificationKey.FromPublicKey(key.PublicKey.Span).Id);
        Assert.Equal(key.Id, VerificationKey.FromPem(key.ToPem()).Id);
        Assert.EndsWith("-----END PUBLIC KEY-----\n", key.ToPem(), StringComparison.Ordinal);
        Assert.EndsWith("-----END PRIVATE KEY-----\n", signer.ExportPrivateKey(), StringComparison.Ordinal);
    }

    [Fact]
    public void Something_behind_a_key_or_instead_of_one_is_no_key()
    {
        using var signer = EcdsaSigner.Generate();

        Assert.Throws<CryptographicException>(() => VerificationKey.FromPublicKey([.. signer.Key.PublicKey.Span, 0]));
        Assert.Throws<CryptographicException>(() => VerificationKey.FromPublicKey(signer.Key.PublicKey.Span[..^1]));
        Assert.Contains("Give one PEM block, PUBLIC KEY", Assert.Throws<CryptographicException>(static () => VerificationKey.FromPem("no key")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(static () => VerificationKey.FromPem(null!));
    }

    [Fact]
    public async Task Nothing_is_signed_for_a_caller_who_has_gone()
    {
        using var signer = EcdsaSigner.Generate();

        await Assert.ThrowsAsync<OperationCanceledException>(() => signer.SignAsync("content"u8.ToArray(), new CancellationToken(canceled: true)).AsTask());
    }
}
