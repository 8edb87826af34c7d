using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Tests.Support;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

public sealed class UniquenessTests
{
    [Fact]
    public void No_salt_nonce_or_derived_key_repeats()
    {
        byte[] dataKey = RandomNumberGenerator.GetBytes(32);
        string keyId = RandomId.New();
        var place = new SealedPlace("acme", "openai", RandomId.New(), 1, "secret", new SealedTimes(1, 2, null, null));
        byte[] bytes = new byte[SealedBinding.MaxSize];
        _ = SealedBinding.Write(bytes, place, keyId, out int info);
        HashSet<UInt128> salts = new(Size.Seals), nonces = new(Size.Seals), keys = new(Size.Seals), commitments = new(Size.Seals);
        byte[] nonce = new byte[16];
        byte[] derived = new byte[64];
        for (int i = 0; i < Size.Seals; i++)
        {
            string[] parts = Envelope.Seal(dataKey, keyId, place, "v"u8).Split('.');
            byte[] salt = Base64Url.DecodeFromChars(parts[2]);
            Base64Url.DecodeFromChars(parts[4], nonce);
            KeyDerivation.Derive(dataKey, salt, bytes.AsSpan(0, info), derived);

            Assert.True(salts.Add(First(salt)), "A salt came twice.");
            Assert.True(nonces.Add(First(nonce)), "A nonce came twice.");
            Assert.True(keys.Add(First(derived)), "A key came twice.");
            Assert.True(commitments.Add(First(Base64Url.DecodeFromChars(parts[3]))), "A commitment came twice.");
        }
    }

    private static UInt128 First(byte[] bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);
}
