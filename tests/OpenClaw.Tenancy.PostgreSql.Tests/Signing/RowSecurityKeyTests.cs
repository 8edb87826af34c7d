using System.Security.Cryptography;
using System.Text.Json;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Signing;

/// <summary>A key keeps to itself.</summary>
public sealed class RowSecurityKeyTests
{
    [Theory]
    [InlineData("k1", 31)]
    [InlineData("k1", 65)]
    [InlineData("", 32)]
    [InlineData("K1", 32)]
    [InlineData("k.1", 32)]
    [InlineData("k1234567890123456", 32)]
    public void A_short_key_or_an_odd_id_is_refused(string id, int length) =>
        Assert.Throws<ArgumentException>(() => RowSecurityKey.From(id, RandomNumberGenerator.GetBytes(length)));

    [Fact]
    public void Its_text_and_its_JSON_are_its_id()
    {
        RowSecurityKey key = RowSecurityKey.From("k1", RandomNumberGenerator.GetBytes(32));
        Assert.Equal("k1", key.ToString());
        Assert.Equal("{\"Id\":\"k1\"}", JsonSerializer.Serialize(key));
    }

    [Fact]
    public void Two_keys_of_one_id_are_refused()
    {
        RowSecurityKey key = RowSecurityKey.From("k1", RandomNumberGenerator.GetBytes(32));
        Assert.Throws<ArgumentException>(() => new TenantRowSecurityOptions().SignedSetting(key, key));
    }
}
