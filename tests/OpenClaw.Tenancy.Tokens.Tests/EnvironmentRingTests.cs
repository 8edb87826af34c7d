using System.Buffers.Text;
using System.Security.Cryptography;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Key rings from environment variables.</summary>
public sealed class EnvironmentRingTests : IDisposable
{
    private readonly string _one = $"TENANCY_TEST_{Guid.NewGuid():N}";
    private readonly string _two = $"TENANCY_TEST_{Guid.NewGuid():N}";

    public static TheoryData<string, string> Weak => new()
    {
        { string.Empty, "not set or empty" },
        { "   ", "not set or empty" },
        { Text(RandomNumberGenerator.GetBytes(31)), "fewer than 32 bytes" },
        { "c2hvcnQ", "fewer than 32 bytes" },
        { Text(new byte[32]), "no random bytes" },
        { Text([.. Enumerable.Repeat((byte)0xA5, 64)]), "no random bytes" },
        { Text([.. Enumerable.Range(0, 32).Select(i => (byte)i)]), "no random bytes" },
        { Text([.. Enumerable.Range(0, 64).Select(i => (byte)(i * 7))]), "no random bytes" },
        { Text([.. Enumerable.Range(0, 64).Select(i => (byte)"0123456789abcdef"[i % 16])]), "no random bytes" },
        { Text("correct horse battery staple correct horse!"u8.ToArray()), "no random bytes" },
        { Text("The quick brown fox jumps over the lazy dog, 4 times a day!"u8.ToArray()), "no random bytes" },
        { Text("change-me-change-me-change-me-change-me"u8.ToArray()), "no random bytes" },
        { "passwordpasswordpasswordpasswordpasswordpassword", "no random bytes" },
        { new string('a', 48), "no random bytes" },
        { Text(RandomNumberGenerator.GetBytes(32)) + "=", "base64url" },
        { "not base64url, but quite long enough to be one", "base64url" },
        { "{\"keys\":[]}", "no JWK set" },
        { "{", "no JWK set" },
    };

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_one, null);
        Environment.SetEnvironmentVariable(_two, null);
    }

    [Theory]
    [MemberData(nameof(Weak))]
    public void Short_empty_or_plainly_not_random_secret_refuses_the_start_and_names_the_fix(string value, string why)
    {
        Environment.SetEnvironmentVariable(_one, value);
        string error = Assert.Single(Assert.Throws<TenancyConfigurationException>(() => TokenKeyRing.FromEnvironment(_one)).Errors);

        Assert.Contains(_one, error);
        Assert.Contains(why, error);
        Assert.Contains("Put ", error);
        if (value.Trim().Length > 8)
        {
            Assert.DoesNotContain(value, error);
        }
    }

    [Fact]
    public void Variable_that_is_not_set_is_refused() =>
        Assert.Contains("not set", Assert.Single(Assert.Throws<TenancyConfigurationException>(() => TokenKeyRing.FromEnvironment(_one)).Errors));

    [Fact]
    public void Random_secrets_are_taken()
    {
        for (int i = 0; i < 2_000; i++)
        {
            Environment.SetEnvironmentVariable(_one, Text(RandomNumberGenerator.GetBytes(32 + (i % 33))));
            Assert.Equal("HS256", TokenKeyRing.FromEnvironment(_one).Algorithm);
        }
    }

    [Fact]
    public async Task Two_secrets_give_two_keys_of_lasting_ids_for_a_rotation()
    {
        (string old, string young) = (Text(RandomNumberGenerator.GetBytes(32)), Text(RandomNumberGenerator.GetBytes(32)));
        Environment.SetEnvironmentVariable(_one, old);
        using var before = new TokenWorld(TokenKeyRing.FromEnvironment(_one));
        string token = await before.Issue(TestWorld.Acme);

        Environment.SetEnvironmentVariable(_one, young);
        Environment.SetEnvironmentVariable(_two, old);
        TokenKeyRing ring = TokenKeyRing.FromEnvironment(_one, _two);
        using var after = new TokenWorld(ring);

        Assert.Equal(2, ring.Keys.Select(k => k.KeyId).Distinct().Count());
        Assert.Equal(before.Ring.Active.KeyId, ring.Keys[1].KeyId);
        await after.Accepted(token);
        await before.Refused(await after.Issue(TestWorld.Acme), "kid");
        Assert.DoesNotContain(old[..10], ring.ToString());
    }

    [Fact]
    public async Task Key_set_in_a_variable_is_what_a_file_holds()
    {
        using var folder = new TemporaryFolder();
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        ring.Save(folder.File("ring"));
        Environment.SetEnvironmentVariable(_one, File.ReadAllText(folder.File("ring")));
        using var minting = new TokenWorld(ring);
        using var reading = new TokenWorld(TokenKeyRing.FromEnvironment(_one));

        await reading.Accepted(await minting.Issue(TestWorld.Acme));
    }

    [Fact]
    public void One_secret_twice_or_two_algorithms_make_no_ring()
    {
        Environment.SetEnvironmentVariable(_one, Text(RandomNumberGenerator.GetBytes(32)));
        Assert.Contains("id of its own", Assert.Single(Assert.Throws<TenancyConfigurationException>(() => TokenKeyRing.FromEnvironment(_one, _one)).Errors));

        using var folder = new TemporaryFolder();
        TokenKeyRing.CreateEs256().Save(folder.File("ring"));
        Environment.SetEnvironmentVariable(_two, File.ReadAllText(folder.File("ring")));
        Assert.Contains("one algorithm", Assert.Single(Assert.Throws<TenancyConfigurationException>(() => TokenKeyRing.FromEnvironment(_one, _two)).Errors));
    }

    private static string Text(byte[] secret) => Base64Url.EncodeToString(secret);
}
