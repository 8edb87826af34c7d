using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class KeyConfusionTests
{
    [Fact]
    public async Task Unknown_kid_is_not_tried_with_the_keys_of_the_ring()
    {
        using var world = new TokenWorld(TokenKeyRing.From(TokenKey.CreateEs256(), TokenKey.CreateEs256()));

        await world.Refused(world.Forge.WithHeader(h => h.Set("kid", "\"unknown\"")), "kid");
        await world.Accepted(world.Forge.Token());
    }

    [Fact]
    public async Task Kid_of_one_key_with_the_signature_of_another_is_refused()
    {
        using var world = new TokenWorld(TokenKeyRing.From(TokenKey.CreateEs256(), TokenKey.CreateEs256()));
        var second = new TokenForge(world.Ring, world.World.Time, key: 1);

        await world.Refused(second.WithHeader(h => h.Set("kid", $"\"{world.Forge.KeyId}\"")), "signature");
        await world.Refused(world.Forge.WithHeader(h => h.Set("kid", $"\"{second.KeyId}\"")), "signature");
        await world.Accepted(second.Token());
        await world.Accepted(world.Forge.Token());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_of_another_ring_is_refused(bool symmetric)
    {
        using var world = new TokenWorld(Ring(symmetric));
        var other = new TokenForge(Ring(symmetric), world.World.Time);

        await world.Refused(other.Token(), "kid");
        await world.Refused(other.WithHeader(h => h.Set("kid", $"\"{world.Forge.KeyId}\"")), "signature");
        await world.Accepted(world.Forge.Token());
    }

    [Fact]
    public async Task Hs256_keyed_with_the_public_key_is_refused()
    {
        using var world = new TokenWorld();
        string pem = world.Forge.PublicKeyPem();
        byte[] point = [.. world.Forge.Octets("x"), .. world.Forge.Octets("y")];
        string head = world.Forge.Header.Set("alg", "\"HS256\"").ToString();

        foreach (byte[] key in (byte[][])[Encoding.UTF8.GetBytes(pem), Encoding.UTF8.GetBytes(pem + "\n"), point, [4, .. point], []])
        {
            await world.Refused(Hmac(world.Forge, head, key, HMACSHA256.HashData), "alg");
            await world.Refused(Hmac(world.Forge, world.Forge.Header.ToString(), key, HMACSHA256.HashData), "signature");
        }

        await world.Accepted(world.Forge.Token());
    }

    [Fact]
    public async Task Other_hmac_with_the_right_secret_is_refused()
    {
        using var world = new TokenWorld(TokenKeyRing.CreateHs256());
        byte[] secret = world.Forge.Octets("k");

        await world.Refused(Hmac(world.Forge, world.Forge.Header.Set("alg", "\"HS512\"").ToString(), secret, HMACSHA512.HashData), "alg");
        await world.Refused(Hmac(world.Forge, world.Forge.Header.ToString(), secret, HMACSHA512.HashData), "signature");
        await world.Refused(world.Forge.WithHeader(h => h.Set("alg", "\"ES256\"")), "alg");
        await world.Refused(world.Forge.WithHeader(h => h.Set("alg", "\"none\"")), "alg");
        await world.Accepted(Hmac(world.Forge, world.Forge.Header.ToString(), secret, HMACSHA256.HashData));
    }

    [Fact]
    public async Task Signature_of_other_claims_is_refused()
    {
        using var world = new TokenWorld();
        string[] mine = world.Forge.Token().Split('.');
        string[] theirs = world.Forge.WithPayload(p => p.Set("tenant_id", "\"globex\"").Set("scopes", "[\"operator.read@globex\"]")).Split('.');

        await world.Refused($"{mine[0]}.{theirs[1]}.{mine[2]}", "signature");
        await world.Accepted(string.Join('.', theirs));
        await world.Refused($"{mine[0]}.{mine[1]}.{theirs[2]}", "signature");
        await world.Accepted(string.Join('.', mine));
    }

    private static TokenKeyRing Ring(bool symmetric) => symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256();

    private static string Hmac(TokenForge forge, string header, byte[] key, Func<byte[], byte[], byte[]> mac)
    {
        string input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forge.Payload.ToString()))}";
        return $"{input}.{Base64Url.EncodeToString(mac(key, Encoding.UTF8.GetBytes(input)))}";
    }
}
