using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>A connector is opened for one scope of a tenant whose list names it, and lives as long as that does.</summary>
public sealed class ConnectorHandleTests
{
    [Theory]
    [InlineData("acme", "unknown", EgressRefusalReason.UnknownConnector)]
    [InlineData("acme", "LOCAL", EgressRefusalReason.UnknownConnector)]
    [InlineData("acme", "github", EgressRefusalReason.NotAllowed)]
    [InlineData("initech", "local", EgressRefusalReason.NotAllowed)]
    [InlineData("acme", "no\r\nname", EgressRefusalReason.UnknownConnector)]
    public async Task What_no_list_names_is_refused_and_recorded_once(string tenant, string connector, EgressRefusalReason reason)
    {
        using EgressWorld world = Make();
        TenantContext context = world.Scope(TenantId.From(tenant));
        EgressOpening opening = await world.Egress.OpenAsync(context, connector);
        Assert.Equal((reason, DenyReason.PolicyDenied, null), (opening.Reason, opening.Denial, opening.Connector));
        AuditEnvelope record = Assert.Single(world.Refusals(TenantId.From(tenant)));
        Assert.Equal((AuditOutcome.Denied, "policy_denied", reason.ToCode(), "c-1"), (record.Outcome, record.ReasonCode, record.Details["refusal"], record.CorrelationId));
        Assert.Equal(SecretName.TryFrom(connector, out _), record.Details.ContainsKey("connector"));
    }

    [Fact]
    public async Task Nobody_may_use_anything_by_default()
    {
        using var world = new EgressWorld(static o => o.Add(ConnectorDefinition.GitHub()));
        TenantContext context = world.Scope();
        Assert.Equal(EgressRefusalReason.NotAllowed, (await world.Egress.OpenAsync(context, "github")).Reason);
        Assert.False(default(EgressOpening).IsOpen);
        Assert.Equal(EgressRefusalReason.Unspecified, default(EgressOpening).Reason);
    }

    [Fact]
    public async Task It_takes_the_scope()
    {
        using EgressWorld world = Make();
        EgressOpening opening = await world.Egress.OpenAsync(world.Scope(TestWorld.Acme, "operator.read"), "local");
        Assert.Equal((EgressRefusalReason.Denied, DenyReason.ScopeMissing), (opening.Reason, opening.Denial));
        Assert.Equal("scope_missing", Assert.Single(world.Refusals(TestWorld.Acme)).ReasonCode);
    }

    [Fact]
    public async Task One_of_acme_s_is_none_in_another_scope()
    {
        using EgressWorld world = Make();
        TenantContext acme = world.Scope();
        TenantConnector connector = await world.OpenAsync(acme);
        foreach (TenantContext other in (TenantContext[])[world.Scope(TestWorld.Globex), world.Scope(TestWorld.Acme)])
        {
            Assert.Throws<TenantMismatchException>(() => connector.CreateClient(other));
            Assert.Throws<TenantMismatchException>(() => connector.CreateInvoker(other));
            await Assert.ThrowsAsync<TenantMismatchException>(() => connector.ConnectAsync(other, "upstream.example.com", 80).AsTask());
        }

        Assert.Equal(0, world.Resolver.Asked);
    }

    [Fact]
    public async Task It_ends_with_its_scope()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using EgressWorld world = Make(server.Port);
        TenantContext context = world.Scope();
        TenantConnector connector = await world.OpenAsync(context);
        using HttpClient client = connector.CreateClient(context);
        using (await client.GetAsync($"http://upstream.example.com:{server.Port}/"))
        {
            context.Dispose();
        }

        Assert.Equal(EgressRefusalReason.Ended, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"http://upstream.example.com:{server.Port}/"))).Reason);
        Assert.Equal(EgressRefusalReason.Ended, (await Assert.ThrowsAsync<EgressRefusedException>(() => connector.ConnectAsync(context, "upstream.example.com", server.Port).AsTask())).Reason);
        Assert.Equal((1, 2), (server.Seen.Count, world.Refusals(TestWorld.Acme).Length));
    }

    [Fact]
    public async Task A_tenant_that_is_suspended_sends_nothing_more()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using EgressWorld world = Make(server.Port);
        using HttpClient acme = await world.ClientAsync();
        using HttpClient globex = await world.ClientAsync(TestWorld.Globex);
        using (await acme.GetAsync($"http://upstream.example.com:{server.Port}/"))
        {
            world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        }

        Assert.Equal(EgressRefusalReason.Ended, (await Assert.ThrowsAsync<EgressRefusedException>(() => acme.GetAsync($"http://upstream.example.com:{server.Port}/"))).Reason);
        using HttpResponseMessage other = await globex.GetAsync($"http://upstream.example.com:{server.Port}/");
        Assert.Equal(2, server.Seen.Count);
        Assert.Equal("ended", Assert.Single(world.Refusals(TestWorld.Acme)).Details["refusal"]);
        Assert.Empty(world.Refusals(TestWorld.Globex));
    }

    private static EgressWorld Make(int port = 80)
    {
        var world = new EgressWorld(o =>
        {
            EgressWorld.Local(port)(o);
            o.Add(ConnectorDefinition.GitHub());
            o.Allow("globex", "github");
        });
        world.Resolver.Otherwise = [System.Net.IPAddress.Loopback];
        return world;
    }
}
