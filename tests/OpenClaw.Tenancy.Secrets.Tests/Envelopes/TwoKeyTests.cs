using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

/// <summary>GCM commits to no key: of two keys one ciphertext can be made that opens under both. The commitment refuses it.</summary>
public sealed class TwoKeyTests
{
    private const int Max = 64 * 1024;

    private static readonly SealedPlace Place = new("acme", "openai", RandomId.New(), 1, "secret", new SealedTimes(1, 2, null, null));
    private static readonly string KeyId = RandomId.New();

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(12);
    private readonly byte[][] _dataKeys = [RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32)];

    [Fact]
    public void A_ciphertext_for_two_keys_is_refused_under_both()
    {
        byte[][] keys = [.. _dataKeys.Select(Derived)];
        byte[] body = Collide(keys[0][..32], keys[1][..32]);

        // The bare cipher opens it under both, to two values, and so does ours without the commitment.
        Assert.Equal(2, keys.Select(key => Bare(key[..32], body)).Distinct(StringComparer.Ordinal).Count());
        byte[][] values = [.. keys.Select(key =>
        {
            byte[] value = new byte[16];
            Assert.True(RecordCipher.TryOpen(key.AsSpan(0, 32), _nonce, body, value, Binding(out _)));
            return value;
        })];
        Assert.NotEqual(values[0], values[1]);

        Assert.Equal([false, false], Opens(body, RandomNumberGenerator.GetBytes(32)));
        Assert.Equal([false, false], Opens(body, new byte[32]));
        Assert.Equal([true, false], Opens(body, keys[0][32..]));
        Assert.Equal([false, true], Opens(body, keys[1][32..]));
    }

    private string Bare(byte[] key, byte[] body)
    {
        byte[] value = new byte[16];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(_nonce, body.AsSpan(0, 16), body.AsSpan(16), value, Binding(out _));
        return Convert.ToHexString(value);
    }

    private bool[] Opens(byte[] body, byte[] commitment)
    {
        string text = string.Join('.', ["v1", KeyId, .. new[] { _salt, commitment, _nonce, body }.Select(static b => Base64Url.EncodeToString(b))]);
        return [.. _dataKeys.Select(key => Envelope.TryOpen(key, text, Place, Max, out _))];
    }

    private byte[] Derived(byte[] dataKey)
    {
        byte[] keys = new byte[64];
        byte[] binding = Binding(out int info);
        KeyDerivation.Derive(dataKey, _salt, binding.AsSpan(0, info), keys);
        return keys;
    }

    private static byte[] Binding(out int info)
    {
        byte[] bytes = new byte[SealedBinding.MaxSize];
        return bytes[..SealedBinding.Write(bytes, Place, KeyId, out info)];
    }

    // tag = E(J0) + A1 H^(m+2) + ... + Am H^3 + C H^2 + L H, with one block C: the tags of both keys are the same where
    // C (H1^2 + H2^2) is the sum of everything else.
    private byte[] Collide(byte[] one, byte[] other)
    {
        (UInt128 h1, UInt128 rest1) = Parts(one);
        (UInt128 h2, UInt128 rest2) = Parts(other);
        UInt128 factor = Gf128.Multiply(h1, h1) ^ Gf128.Multiply(h2, h2);
        UInt128 block = Gf128.Multiply(rest1 ^ rest2, Gf128.Inverse(factor));
        UInt128 tag = rest1 ^ Gf128.Multiply(block, Gf128.Multiply(h1, h1));
        return [.. Gf128.Write(block), .. Gf128.Write(tag)];
    }

    private (UInt128 H, UInt128 Sum) Parts(byte[] key)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        UInt128 h = Gf128.Read(aes.EncryptEcb(new byte[16], PaddingMode.None));
        UInt128 rest = Gf128.Read(aes.EncryptEcb([.. _nonce, 0, 0, 0, 1], PaddingMode.None));
        byte[] binding = Binding(out _);
        int blocks = (binding.Length + 15) / 16;
        byte[] padded = new byte[blocks * 16];
        binding.CopyTo(padded, 0);
        for (int i = 0; i < blocks; i++)
        {
            rest ^= Gf128.Multiply(Gf128.Read(padded.AsSpan(i * 16, 16)), Gf128.Power(h, blocks - i + 2));
        }

        byte[] lengths = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(lengths, binding.Length * 8);
        BinaryPrimitives.WriteInt64BigEndian(lengths.AsSpan(8), 128);
        return (h, rest ^ Gf128.Multiply(Gf128.Read(lengths), h));
    }
}
