using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Of each ECDSA signature anybody can make a second one that is as good. It says the same, so nothing may go by the text alone.</summary>
public sealed class TwinSignatureTests
{
    private static readonly BigInteger Order = BigInteger.Parse("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [Fact]
    public async Task Twin_of_a_used_token_is_used_too()
    {
        using var world = new TokenWorld(configure: o => o.Use = TokenUse.SingleUse);
        string token = world.Forge.Token();

        Assert.True((await world.Verify(Twin(token))).IsAccepted);
        await world.Refused(token, "replayed");
        await world.Refused(Twin(token), "replayed");
    }

    [Fact]
    public async Task Twin_of_a_revoked_token_is_revoked_too()
    {
        using var world = new TokenWorld();
        string token = world.Forge.Token();
        VerifiedTenantClaim claim = await world.Accepted(token);
        Assert.Equal(claim.Subject, (await world.Accepted(Twin(token))).Subject);

        world.World.Directory.RevokeCredential(TestKit.TestWorld.Acme, TokenForge.Issuer, claim.CredentialId!);

        await world.Refused(token, "revoked", DenyReason.Revoked);
        await world.Refused(Twin(token), "revoked", DenyReason.Revoked);
    }

    private static string Twin(string token)
    {
        byte[] signature = Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));
        byte[] second = (Order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        string twin = $"{token.AsSpan(0, token.LastIndexOf('.'))}.{Base64Url.EncodeToString([.. signature[..32], .. new byte[32 - second.Length], .. second])}";
        Assert.NotEqual(token, twin);
        return twin;
    }
}
