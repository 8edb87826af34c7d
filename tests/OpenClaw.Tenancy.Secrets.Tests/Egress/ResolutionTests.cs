using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>What a name stands for is judged once, and is what the connection goes to.</summary>
public sealed class ResolutionTests
{
    private const string Public = "93.184.216.34";

    [Fact]
    public async Task A_name_that_turns_inward_after_it_was_judged_leads_nowhere()
    {
        // The first answer is opened, and nobody is there; the second is this machine, and somebody is.
        using var listeners = new CountingListeners();
        using var world = new EgressWorld(o =>
        {
            var connector = new ConnectorDefinition("c") { Hosts = { "rebind.example.com" }, Ports = { listeners.Port }, AllowSockets = true };
            connector.DangerousAddresses.Add(new DangerousAddress(EgressWorld.Nowhere, "stands for a public one"));
            o.Add(connector);
            o.Allow("acme", "c");
            o.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        });
        world.Resolver.Answer("rebind.example.com", EgressWorld.Nowhere).Answer("rebind.example.com", "127.0.0.1");
        TenantContext context = world.Scope();
        using HttpClient client = (await world.OpenAsync(context, "c")).CreateClient(context);
        var first = await Record.ExceptionAsync(() => client.GetAsync($"https://rebind.example.com:{listeners.Port}/"));
        Assert.IsNotType<EgressRefusedException>(first);
        Assert.Equal(1, world.Resolver.Asked);
        var second = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"https://rebind.example.com:{listeners.Port}/"));
        Assert.Equal((EgressRefusalReason.Address, 0), (second.Reason, listeners.Accepts));
    }

    [Theory]
    [InlineData(Public, "127.0.0.1")]
    [InlineData("127.0.0.1", Public)]
    [InlineData(Public, "::1")]
    [InlineData("2606:4700:4700::1111", "::ffff:127.0.0.1")]
    public async Task One_address_that_is_not_public_spoils_the_answer(string one, string other)
    {
        using var listeners = new CountingListeners();
        using var world = new EgressWorld(o =>
        {
            o.Add(new ConnectorDefinition("c") { Hosts = { "mixed.example.com" }, Ports = { listeners.Port }, AllowSockets = true });
            o.Allow("acme", "c");
        });
        world.Resolver.Answer("mixed.example.com", one, other);
        TenantContext context = world.Scope();
        TenantConnector connector = await world.OpenAsync(context, "c");
        using HttpClient client = connector.CreateClient(context);
        await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"https://mixed.example.com:{listeners.Port}/"));
        await Assert.ThrowsAsync<EgressRefusedException>(() => connector.ConnectAsync(context, "mixed.example.com", listeners.Port).AsTask());
        Assert.Equal(0, listeners.Accepts);
    }

    [Fact]
    public async Task What_is_judged_is_what_is_connected_to()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static c => c.Response.Body.WriteAsync("there"u8.ToArray()).AsTask());
        using var world = new EgressWorld(EgressWorld.Local(server.Port));
        world.Resolver.Answer("upstream.example.com", "127.0.0.1").Answer("upstream.example.com", "10.0.0.1");
        using HttpClient client = await world.ClientAsync();
        Assert.Equal("there", await client.GetStringAsync($"http://upstream.example.com:{server.Port}/"));
        Assert.Equal(1, world.Resolver.Asked);
    }

    /// <summary>Who answers for a name is often not the tenant's friend, and may take his time.</summary>
    [Fact]
    public async Task A_tenant_that_is_suspended_while_its_name_is_looked_up_sends_nothing()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using var world = new EgressWorld(EgressWorld.Local(server.Port, static c => c.Secret = "key"));
        world.Credentials.Put(TestWorld.Acme, "key", "key-of-acme");
        world.Resolver.Answer("upstream.example.com", "127.0.0.1");
        world.Resolver.Meanwhile = () => world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        using HttpClient client = await world.ClientAsync();

        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"http://upstream.example.com:{server.Port}/"));

        Assert.Equal((EgressRefusalReason.Ended, 1, 0), (refused.Reason, world.Resolver.Asked, server.Seen.Count));
        Assert.Single(world.Refusals(TestWorld.Acme));
    }

    [Fact]
    public async Task A_connector_in_clear_reaches_no_public_address()
    {
        using var world = new EgressWorld(EgressWorld.Local(80));
        world.Resolver.Answer("upstream.example.com", Public);
        using HttpClient client = await world.ClientAsync();
        Assert.Equal(EgressRefusalReason.Address, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync("http://upstream.example.com/"))).Reason);
    }

    [Fact]
    public async Task A_name_without_addresses_is_a_failure()
    {
        using var world = new EgressWorld(EgressWorld.Local(80));
        world.Resolver.Answer("upstream.example.com");
        using HttpClient client = await world.ClientAsync();
        var failed = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync("http://upstream.example.com/"));
        Assert.IsNotType<EgressRefusedException>(failed);
        Assert.Empty(world.Refusals(TestWorld.Acme));
    }
}
