using System.Text.Json;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class WycheproofTests
{
    [Fact]
    public void Aes_gcm_with_keys_of_256_bits_and_nonces_of_96() => Assert.Equal((66, 39), Wycheproof.Judge(
        "aes_gcm_test.json",
        static group => group.Number("keySize") == 256 && group.Number("ivSize") == 96 && group.Number("tagSize") == 128,
        static (_, test) => Opens(test)));

    [Fact]
    public void Aes_gcm_of_every_other_size_is_refused()
    {
        int refused = 0;
        Wycheproof.Judge(
            "aes_gcm_test.json",
            static group => group.Number("keySize") != 256 || group.Number("ivSize") != 96,
            (_, test) =>
            {
                Assert.False(Opens(test));
                refused++;
                return test.GetProperty("result").GetString() == "valid";
            });
        Assert.Equal(250, refused);
    }

    [Fact]
    public void A_nonce_or_a_key_of_another_size_opens_nothing()
    {
        foreach ((int key, int nonce) in new[] { (16, 12), (24, 12), (32, 8), (32, 16), (32, 0) })
        {
            Assert.False(RecordCipher.TryOpen(new byte[key], new byte[nonce], new byte[20], new byte[4], []));
        }
    }

    [Fact]
    public void Aes_key_wrap_with_padding() => Assert.Equal((254, 77), Wycheproof.Judge("aes_kwp_test.json", static _ => true, static (_, test) =>
    {
        bool opened = KeyWrap.TryUnwrap(test.Bytes("key"), test.Bytes("ct"), out byte[]? key);
        bool same = opened && key!.AsSpan().SequenceEqual(test.Bytes("msg"));
        return same && KeyWrap.Wrap(test.Bytes("key"), key).AsSpan().SequenceEqual(test.Bytes("ct"));
    }));

    [Fact]
    public void Hkdf_over_sha_256() => Assert.Equal((86, 83), Wycheproof.Judge("hkdf_sha256_test.json", static _ => true, static (_, test) =>
    {
        byte[] keys = new byte[test.Number("size")];
        try
        {
            KeyDerivation.Derive(test.Bytes("ikm"), test.Bytes("salt"), test.Bytes("info"), keys);
        }
        catch (ArgumentException)
        {
            Assert.ThrowsAny<ArgumentException>(() => KeyDerivation.Expand(new byte[32], keys, test.Bytes("info")));
            return false;
        }

        byte[] inSteps = new byte[keys.Length];
        byte[] pseudorandom = new byte[KeyDerivation.DigestSize];
        KeyDerivation.Extract(test.Bytes("ikm"), test.Bytes("salt"), pseudorandom);
        KeyDerivation.Expand(pseudorandom, inSteps, test.Bytes("info"));
        return keys.AsSpan().SequenceEqual(test.Bytes("okm")) && inSteps.AsSpan().SequenceEqual(keys);
    }));

    // The first step of HKDF is HMAC of the secret under the salt (RFC 5869, section 2.2): the one HMAC of this package.
    [Fact]
    public void Hmac_over_sha_256_and_no_part_of_one() => Assert.Equal((174, 66), Wycheproof.Judge("hmac_sha256_test.json", static _ => true, static (group, test) =>
    {
        byte[] digest = new byte[KeyDerivation.DigestSize];
        KeyDerivation.Extract(test.Bytes("msg"), test.Bytes("key"), digest);
        byte[] tag = test.Bytes("tag");
        if (group.Number("tagSize") == 256)
        {
            return KeyDerivation.Matches(digest, tag);
        }

        // A tag that is cut short is refused, however right the part is.
        Assert.False(KeyDerivation.Matches(digest, tag));
        return digest.AsSpan(0, tag.Length).SequenceEqual(tag);
    }));

    private static bool Opens(JsonElement test)
    {
        byte[] value = new byte[test.Bytes("ct").Length];
        bool opened = RecordCipher.TryOpen(test.Bytes("key"), test.Bytes("iv"), [.. test.Bytes("ct"), .. test.Bytes("tag")], value, test.Bytes("aad"));
        Assert.True(opened || value.AsSpan().IndexOfAnyExcept((byte)0) < 0, "What does not open leaves nothing behind.");
        return opened && value.AsSpan().SequenceEqual(test.Bytes("msg"));
    }
}
