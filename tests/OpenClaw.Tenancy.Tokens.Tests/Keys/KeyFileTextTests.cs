using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Tokens.Tests.Keys;

/// <summary>What stands in a key file, so that another program could read it.</summary>
public sealed class KeyFileTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Ring => _folder.File("ring.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_key_is_a_jwk_with_its_state()
    {
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        ring = ring.Rotate(TokenKey.CreateEs256(), DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1));
        ring = ring.Rotate(TokenKey.CreateEs256(), DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1));
        ring = ring.Revoke(ring.Keys[2].KeyId);
        JsonArray keys = Saved(ring);

        Assert.Equal(["kid alg use kty crv x y d", "kid alg use oct_state oct_until kty crv x y", "kid alg use oct_state"], keys.Select(Members));
        Assert.All(keys, static k => Assert.Equal(("ES256", "sig"), (Text(k!, "alg"), Text(k!, "use"))));
        Assert.Equal(("EC", "P-256"), (Text(keys[1]!, "kty"), Text(keys[1]!, "crv")));
    }

    [Fact]
    public void Symmetric_one_has_its_octets()
    {
        JsonNode key = Assert.Single(Saved(TokenKeyRing.CreateHs256()))!;

        Assert.Equal("kid alg use kty k", Members(key));
        Assert.Equal(("HS256", "oct"), (Text(key, "alg"), Text(key, "kty")));
    }

    [Fact]
    public void Longest_id_and_longest_file_are_read_and_no_longer_ones()
    {
        foreach ((int id, int bytes, bool isRead) in (ReadOnlySpan<(int, int, bool)>)[(64, 65_536, true), (65, 60_000, false), (64, 65_537, false)])
        {
            File.Delete(Ring);
            JsonArray keys = Saved(TokenKeyRing.CreateEs256());
            keys[0]!["kid"] = new string('k', id);
            Rewrite(keys.Parent!.ToJsonString().PadRight(bytes));

            Assert.Equal(isRead, Record.Exception(() => TokenKeyRing.Load(Ring)) is null);
        }
    }

    [Fact]
    public void Revoked_key_of_an_unknown_algorithm_is_refused()
    {
        TokenKeyRing ring = TokenKeyRing.CreateEs256().Rotate(TokenKey.CreateEs256(), DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1));
        JsonArray keys = Saved(ring.Revoke(ring.Keys[1].KeyId));
        keys[1]!["alg"] = "RS256";
        Rewrite(keys.Parent!.ToJsonString());

        Assert.Throws<TenancyConfigurationException>(() => TokenKeyRing.Load(Ring));
    }

    [Fact]
    public void Member_that_stands_twice_is_refused()
    {
        TokenKeyRing.CreateEs256().Save(Ring);
        string good = File.ReadAllText(Ring);

        foreach (string twice in (string[])["\"use\": \"sig\"", "\"alg\": \"ES256\"", "\"kty\": \"EC\""])
        {
            Rewrite(good.Replace(twice, $"{twice}, {twice}", StringComparison.Ordinal));
            Assert.NotEqual(good, File.ReadAllText(Ring));
            Assert.Throws<TenancyConfigurationException>(() => TokenKeyRing.Load(Ring));
        }

        Rewrite(good);
        Assert.NotNull(TokenKeyRing.Load(Ring));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Path_is_needed(string? path)
    {
        Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => TokenKeyRing.Load(path!)).ParamName);
        Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => TokenKeyRing.CreateEs256().Save(path!)).ParamName);
        Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => TokenKeyRing.LoadOrCreate(path!, TokenKeyRing.CreateEs256)).ParamName);
        Assert.Equal("variables", Assert.ThrowsAny<ArgumentException>(() => TokenKeyRing.FromEnvironment(path!)).ParamName);
    }

    private JsonArray Saved(TokenKeyRing ring)
    {
        ring.Save(Ring);
        return JsonNode.Parse(File.ReadAllBytes(Ring))!["keys"]!.AsArray();
    }

    private void Rewrite(string json)
    {
        using FileStream file = File.OpenWrite(Ring);
        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(json));
    }

    private static string Members(JsonNode? key) => string.Join(' ', key!.AsObject().Select(static m => m.Key));

    private static string Text(JsonNode key, string member) => key[member]!.GetValue<string>();
}
