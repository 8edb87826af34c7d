using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Keys;

/// <summary>A data key unwraps for the tenant and the id that it was wrapped for, by the key that wrapped it, as it was; all else is one error.</summary>
public sealed class KeyEncryptionKeyTests : IDisposable
{
    private const string Id = "k1";

    private readonly KeyEncryptionKey _key = KeyEncryptionKey.Random();
    private readonly byte[] _dataKey = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void It_unwraps_where_it_belongs_and_nowhere_else()
    {
        byte[] wrapped = _key.Wrap(TestWorld.Acme, Id, _dataKey);
        Assert.Equal(_dataKey, _key.Unwrap(TestWorld.Acme, Id, wrapped));
        using KeyEncryptionKey another = KeyEncryptionKey.Random();
        string[] errors =
        [
            Refused(() => _key.Unwrap(TestWorld.Globex, Id, wrapped)),
            Refused(() => _key.Unwrap(TestWorld.Acme, "k2", wrapped)),
            Refused(() => another.Unwrap(TestWorld.Acme, Id, wrapped)),

            // The same characters, cut elsewhere.
            Refused(() => _key.Unwrap(TenantId.From("acm"), "e" + Id, wrapped)),
            Refused(() => _key.Unwrap(TestWorld.Acme, new string('k', 600), wrapped)),
            Refused(() => _key.Unwrap(TestWorld.Acme, Id, [])),
            Refused(() => _key.Unwrap(TestWorld.Acme, Id, wrapped.AsSpan(0, 32))),
            .. Enumerable.Range(0, wrapped.Length).Select(at => Refused(() => _key.Unwrap(TestWorld.Acme, Id, Changed(wrapped, at)))),
        ];
        Assert.Single(errors.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ring_says_the_same_of_a_key_that_it_does_not_know()
    {
        using KeyEncryptionKey older = KeyEncryptionKey.Random();
        using var ring = new LocalKeyWrapper(_key, [older], isDurable: true);
        byte[] wrapped = older.Wrap(TestWorld.Acme, Id, _dataKey);
        Assert.Equal(_dataKey, await ring.UnwrapAsync(TestWorld.Acme, Id, older.Id, wrapped, CancellationToken.None));
        Assert.NotEqual(_key.Id, older.Id);
        Assert.Equal(_key.Id, ring.KeyId);
        string[] errors = [.. new[] { _key.Id, "another", "" }.Select(by => Refused(() => ring.UnwrapAsync(TestWorld.Acme, Id, by, wrapped, CancellationToken.None).AsTask().GetAwaiter().GetResult()))];
        Assert.Equal([Refused(() => _key.Unwrap(TestWorld.Globex, Id, wrapped))], errors.Distinct(StringComparer.Ordinal));
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Changed(byte[] bytes, int at) => [.. bytes.Select((b, i) => i == at ? (byte)(b ^ 1) : b)];

    private static string Refused(Func<object> unwrap)
    {
        CryptographicException refused = Assert.Throws<CryptographicException>(() => _ = unwrap());
        return $"{refused.GetType()} {refused.Message} {refused.InnerException}";
    }
}
