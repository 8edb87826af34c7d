using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>A tenant's own credential goes with its requests, and nothing goes without.</summary>
public sealed class CredentialTests
{
    private const string Url = "http://upstream.example.com:{0}/";
    private const string Acme = "tok-acme-0123456789";
    private const string Globex = "tok-globex-0123456789";

    [Fact]
    public async Task Each_tenant_s_own()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using EgressWorld world = Make(server.Port);
        world.Credentials.Put(TestWorld.Acme, "key", Acme);
        world.Credentials.Put(TestWorld.Globex, "key", Globex);
        foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Globex, TestWorld.Acme])
        {
            using HttpClient client = await world.ClientAsync(tenant);
            using HttpResponseMessage response = await client.GetAsync(Url.Replace("{0}", $"{server.Port}"));
            Assert.False(response.RequestMessage!.Headers.Contains("Authorization"));
        }

        Assert.Equal([$"Bearer {Acme}", $"Bearer {Globex}", $"Bearer {Acme}"], server.Seen.Select(static s => s.Header("Authorization")));
    }

    [Fact]
    public async Task Pools_are_not_shared_between_tenants()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static c => c.Response.WriteAsync(c.Connection.Id));
        using EgressWorld world = Make(server.Port);
        world.Credentials.Put(TestWorld.Acme, "key", Acme);
        world.Credentials.Put(TestWorld.Globex, "key", Globex);
        List<string> connections = [];
        foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Acme, TestWorld.Globex])
        {
            using HttpClient client = await world.ClientAsync(tenant);
            connections.Add(await client.GetStringAsync(Url.Replace("{0}", $"{server.Port}")));
        }

        Assert.Equal(connections[0], connections[1]);
        Assert.NotEqual(connections[0], connections[2]);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("line\r\nX-Injected: 1"), InlineData(" padded"), InlineData("gr\u00FCn")]
    public async Task What_is_missing_or_fits_in_no_header_is_not_sent_without(string? value)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using EgressWorld world = Make(server.Port);
        world.Credentials.Put(TestWorld.Globex, "key", Globex);
        if (value is not null)
        {
            world.Credentials.Put(TestWorld.Acme, "key", value);
        }

        using HttpClient client = await world.ClientAsync();
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync(Url.Replace("{0}", $"{server.Port}")));
        Assert.Equal((EgressRefusalReason.Credential, 0, 0), (refused.Reason, server.Seen.Count, world.Resolver.Asked));
        Assert.DoesNotContain(string.IsNullOrEmpty(value) ? Globex : value, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_revoked_goes_out_no_more()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using EgressWorld world = Make(server.Port);
        world.Credentials.Put(TestWorld.Acme, "key", Acme);
        using HttpClient client = await world.ClientAsync();
        using (await client.GetAsync(Url.Replace("{0}", $"{server.Port}")))
        {
            world.Credentials.Revoke(TestWorld.Acme, "key");
        }

        Assert.Equal(EgressRefusalReason.Credential, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync(Url.Replace("{0}", $"{server.Port}")))).Reason);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("Authorization", "Bearer stolen"), InlineData("authorization", "Digest zz"), InlineData("Proxy-Authorization", "Basic x"), InlineData("Host", "evil.example.com")]
    public async Task A_header_of_the_caller_s_own_is_refused(string header, string value)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using EgressWorld world = Make(server.Port);
        world.Credentials.Put(TestWorld.Acme, "key", Acme);
        using HttpClient client = await world.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Url.Replace("{0}", $"{server.Port}"));
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        Assert.Equal(EgressRefusalReason.Header, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.SendAsync(request))).Reason);
        Assert.Empty(server.Seen);
        Assert.DoesNotContain(Trail(world), e => e.Details.Values.Any(v => v.Contains(value, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("3.0", HttpVersionPolicy.RequestVersionExact), InlineData("3.0", HttpVersionPolicy.RequestVersionOrLower), InlineData("1.1", HttpVersionPolicy.RequestVersionOrHigher)]
    public async Task A_version_that_goes_round_the_guard_is_refused(string version, HttpVersionPolicy policy)
    {
        using EgressWorld world = Make(80);
        world.Credentials.Put(TestWorld.Acme, "key", Acme);
        using HttpClient client = await world.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://upstream.example.com/") { Version = Version.Parse(version), VersionPolicy = policy };
        Assert.Equal(EgressRefusalReason.Protocol, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.SendAsync(request))).Reason);
    }

    [Fact]
    public async Task It_stands_in_no_exception_and_no_record()
    {
        using var nobody = new CountingListeners();
        using EgressWorld world = Make(nobody.Port);
        world.Credentials.Put(TestWorld.Acme, "key", Acme);
        using HttpClient client = await world.ClientAsync();
        Exception failed = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(Url.Replace("{0}", $"{nobody.Port}")));
        Assert.DoesNotContain(Acme, failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Trail(world), static e => e.Details.Values.Any(static v => v.Contains(Acme, StringComparison.Ordinal)));
    }

    private static AuditEnvelope[] Trail(EgressWorld world) => world.Refusals(TestWorld.Acme);

    private static EgressWorld Make(int port)
    {
        var world = new EgressWorld(EgressWorld.Local(port, static c => c.Secret = "key"));
        world.Resolver.Otherwise = [System.Net.IPAddress.Loopback];
        return world;
    }
}
