using System.Text.Json;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenKeyRingTests
{
    [Fact]
    public void Ring_is_of_one_algorithm()
    {
        Assert.Throws<ArgumentException>(() => TokenKeyRing.From(TokenKey.CreateEs256(), TokenKey.CreateHs256()));
        Assert.Throws<ArgumentException>(() => TokenKeyRing.From(TokenKey.CreateHs256(), TokenKey.CreateEs256()));
        Assert.Equal("ES256", TokenKeyRing.From(TokenKey.CreateEs256(), TokenKey.CreateEs256()).Algorithm);
    }

    [Fact]
    public void Ring_has_keys_of_different_ids()
    {
        TokenKey key = TokenKey.CreateEs256();
        Assert.Throws<ArgumentException>(() => TokenKeyRing.From());
        Assert.Throws<ArgumentException>(() => TokenKeyRing.From(key, key));
        Assert.Throws<ArgumentException>(() => TokenKeyRing.From(key, null!));
    }

    [Fact]
    public void First_key_signs()
    {
        TokenKey first = TokenKey.CreateEs256();
        TokenKeyRing ring = TokenKeyRing.From(first, TokenKey.CreateEs256());

        Assert.Same(first, ring.Active);
        Assert.Equal(2, ring.Keys.Count);
    }

    [Fact]
    public void Key_that_signs_no_more_is_never_the_first()
    {
        TokenKey key = TokenKey.CreateHs256();

        Assert.Contains("first key", Assert.Throws<ArgumentException>(() => TokenKeyRing.From(key.Retire(DateTimeOffset.MaxValue))).Message, StringComparison.Ordinal);
        Assert.Contains("first key", Assert.Throws<ArgumentException>(() => TokenKeyRing.From(key.Revoke(), TokenKey.CreateHs256())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_and_public_members_show_nothing_of_the_key(bool symmetric)
    {
        TokenKeyRing ring = symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256();
        using var folder = new TemporaryFolder();
        ring.Save(folder.File("ring"));
        JsonElement saved = JsonDocument.Parse(File.ReadAllText(folder.File("ring"))).RootElement.GetProperty("keys")[0];
        string secret = saved.GetProperty(symmetric ? "k" : "d").GetString()!;

        foreach (string text in (string[])[ring.ToString(), ring.Active.ToString(), JsonSerializer.Serialize(ring), JsonSerializer.Serialize(ring.Active)])
        {
            Assert.DoesNotContain(secret, text);
            Assert.Contains(ring.Active.KeyId, text);
        }
    }
}
