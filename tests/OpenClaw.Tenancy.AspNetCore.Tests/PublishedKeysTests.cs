using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Tokens;
using OpenClaw.Tenancy.Tokens.Jwks;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>The keys that a host publishes: of one issuer, and never a secret one.</summary>
public sealed class PublishedKeysTests
{
    private const string Path = "/.well-known/jwks.json";

    // RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1.
    private static readonly string[] Secrets = ["d", "p", "q", "dp", "dq", "qi", "oth", "r", "t", "k"];

    [Fact]
    public async Task Whoever_asks_gets_the_public_halves_and_no_private_member()
    {
        TokenKeyRing ring = TokenKeyRing.From(TokenKey.CreateEs256(), TokenKey.CreateEs256());
        await using TestApp app = await TestApp.StartAsync(a => a.MapTenancyKeys(), b => Add(b, "https://one.test", ring));

        Answer answer = await app.GetAsync(Path);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Content-Type: application/jwk-set+json", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        using JsonDocument set = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.Equal(["keys"], set.RootElement.EnumerateObject().Select(m => m.Name));
        JsonElement[] keys = [.. set.RootElement.GetProperty("keys").EnumerateArray()];
        Assert.Equal(ring.Keys.Select(k => k.KeyId), keys.Select(k => Text(k, "kid")));
        Assert.All(keys, key =>
        {
            string[] names = [.. key.EnumerateObject().Select(m => m.Name)];
            Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], names.Order(StringComparer.Ordinal));
            Assert.Empty(names.Intersect(Secrets, StringComparer.OrdinalIgnoreCase));
            Assert.Equal(("EC", "P-256", "ES256", "sig"), (Text(key, "kty"), Text(key, "crv"), Text(key, "alg"), Text(key, "use")));
        });
    }

    [Fact]
    public async Task Not_a_byte_of_a_secret_stands_in_the_answer()
    {
        string file = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        ring.Save(file);
        string secret = JsonDocument.Parse(await File.ReadAllBytesAsync(file)).RootElement.GetProperty("keys")[0].GetProperty("d").GetString()!;
        File.Delete(file);
        await using TestApp app = await TestApp.StartAsync(a => a.MapTenancyKeys(), b => Add(b, "https://one.test", ring));

        Answer answer = await app.GetAsync(Path);

        Assert.DoesNotContain(secret, answer.Body + answer.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Symmetric_keys_are_not_published()
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapTenancyKeys(), b => Add(b, "https://one.test", TokenKeyRing.CreateHs256()));

        Assert.Equal("""{"keys":[]}""", await app.Client.GetStringAsync(new Uri(Path, UriKind.Relative)));
    }

    [Fact]
    public async Task What_is_published_verifies_the_hosts_tokens_elsewhere()
    {
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        await using TestApp app = await TestApp.StartAsync(a => a.MapTenancyKeys(), b => Add(b, "https://one.test", ring));
        await using TestApp reader = await TestApp.StartAsync(static _ => { }, b => b.AddJwks(
            "https://one.test", o => (o.Address, o.AllowLoopbackHttp) = (new Uri(app.Client.BaseAddress!, Path), true)));

        TokenKey? key = await reader.Services.GetRequiredKeyedService<ITokenKeySource>("https://one.test")
            .FindAsync(new TokenKeyQuery("https://one.test", null, ring.Active.KeyId), TestContext.Current.CancellationToken);

        Assert.Equal((ring.Active.KeyId, "ES256", false), (key!.KeyId, key.Algorithm, key.CanSign));
    }

    [Fact]
    public async Task Each_issuer_has_a_set_of_its_own()
    {
        (TokenKeyRing one, TokenKeyRing two) = (TokenKeyRing.CreateEs256(), TokenKeyRing.CreateEs256());
        await using TestApp app = await TestApp.StartAsync(
            a =>
            {
                a.MapTenancyKeys("https://one.test");
                a.MapTenancyKeys("https://two.test", "/two/jwks.json");
            },
            b => Publish(Publish(b, "https://one.test", one), "https://two.test", two));

        Assert.Equal([one.Active.KeyId], await KeyIdsAsync(app, Path));
        Assert.Equal([two.Active.KeyId], await KeyIdsAsync(app, "/two/jwks.json"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://three.test")]
    [InlineData("https://ONE.test")]
    public void Set_of_several_issuers_or_of_none_is_refused(string? issuer)
    {
        TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => TestApp.Build(
            a => a.MapTenancyKeys(issuer),
            b => Publish(Publish(b, "https://one.test", TokenKeyRing.CreateEs256()), "https://two.test", TokenKeyRing.CreateEs256())));

        Assert.Contains("OCT2217", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'https://one.test', 'https://two.test'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_without_an_issuer_publishes_nothing() =>
        Assert.Contains("AddTokenIssuer", Assert.Throws<TenancyConfigurationException>(() => TestApp.Build(static a => a.MapTenancyKeys())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("throws")]
    [InlineData("hangs")]
    public async Task Keys_that_are_not_known_are_not_said_to_be_none(string how)
    {
        await using TestApp app = await TestApp.StartAsync(
            a => a.MapTenancyKeys(),
            b => b.Services.AddSingleton<ITokenKeyPublication>(new FailingPublication(how)),
            o => o.DependencyTimeout = TimeSpan.FromMilliseconds(50));

        Answer answer = await app.GetAsync(Path);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain("keys", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_is_read_and_not_written_to()
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapTenancyKeys(), b => Add(b, "https://one.test", TokenKeyRing.CreateEs256()));

        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.SendAsync(method, Path, "acme|operator.read")).Status);
        }
    }

    [Fact]
    public async Task Host_without_tenancy_has_no_such_route()
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapTenancyKeys(), options: o => o.Mode = TenancyMode.Disabled);

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(Path)).Status);
    }

    private static TenancyBuilder Add(TenancyBuilder builder, string issuer, TokenKeyRing ring) => builder.AddTokenIssuer(issuer, o =>
    {
        (o.Audience, o.Ring) = ("runtime-1", ring);
        o.Speaks.ForTenants("acme");
    });

    private static TenancyBuilder Publish(TenancyBuilder builder, string issuer, TokenKeyRing ring)
    {
        using var world = new TestKit.TestWorld(build: b => Add(b, issuer, ring));
        builder.Services.AddSingleton(world.Services.GetRequiredService<ITokenKeyPublication>());
        return builder;
    }

    private static async Task<string[]> KeyIdsAsync(TestApp app, string path)
    {
        using JsonDocument set = JsonDocument.Parse(await app.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return [.. set.RootElement.GetProperty("keys").EnumerateArray().Select(k => Text(k, "kid")!)];
    }

    private static string? Text(JsonElement key, string member) => key.GetProperty(member).GetString();
}
