using System.Text.Json;

namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>An id goes out as its text; no body of a request can carry one in.</summary>
public sealed class TenantIdJsonTests
{
    [Fact]
    public void Serialize_Id_IsItsText() =>
        Assert.Equal("""{"Tenant":"acme"}""", JsonSerializer.Serialize(new Carrier { Tenant = TenantId.From("acme") }));

    [Theory]
    [InlineData("""{"Tenant":"acme"}""")]
    [InlineData("""{"Tenant":"platform"}""")]
    [InlineData("""{"Tenant":1}""")]
    [InlineData("""{"Tenant":["acme"]}""")]
    [InlineData("""{"Tenant":{}}""")]
    public void Deserialize_AnyText_IsRefused(string json) =>
        Assert.ThrowsAny<NotSupportedException>(() => JsonSerializer.Deserialize<Carrier>(json));

    [Fact]
    public void Deserialize_IdAlone_IsRefused() =>
        Assert.ThrowsAny<NotSupportedException>(() => JsonSerializer.Deserialize<TenantId>("\"acme\""));

    [Fact]
    public void Deserialize_DictionaryKey_IsRefused() =>
        Assert.ThrowsAny<NotSupportedException>(() => JsonSerializer.Deserialize<Dictionary<TenantId, int>>("""{"acme":1}"""));

    private sealed class Carrier
    {
        public TenantId? Tenant { get; init; }
    }
}
