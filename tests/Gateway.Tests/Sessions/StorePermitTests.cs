using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace Gateway.Tests.Sessions;

/// <summary>The stores look at each permit themselves: a handler that hands in the wrong one gets nothing.</summary>
public sealed class StorePermitTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private RunningGateway Gateway => shared.Gateway;

    private GatewayActions Actions => Gateway.App.Services.GetRequiredService<GatewayActions>();

    private ISessionStore Sessions => Gateway.App.Services.GetRequiredService<ISessionStore>();

    private IRunStore Runs => Gateway.App.Services.GetRequiredService<IRunStore>();

    [Fact]
    public async Task A_permit_for_one_session_opens_no_other()
    {
        Chatted first = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        Chatted second = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        AccessPermit permit = await PermitAsync("acme", Actions.ReadSession, ResourceRef.Owned(first.Session, TenantId.From("acme")));
        Assert.NotNull(await Sessions.FindAsync(permit, first.Session, default));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Sessions.FindAsync(permit, second.Session, default));
    }

    [Fact]
    public async Task A_permit_to_read_does_not_delete()
    {
        Chatted own = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        AccessPermit permit = await PermitAsync("acme", Actions.ReadSession, ResourceRef.Owned(own.Session, TenantId.From("acme")));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Sessions.DeleteAsync(permit, own.Session, default));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Sessions.CreateAsync(permit, SessionDraft.Default, default));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Sessions.ListAsync(permit, 1, null, default));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Sessions.ReadForChatAsync(permit, own.Session, default));
    }

    [Fact]
    public async Task No_run_method_takes_a_permit_of_another_kind()
    {
        Chatted own = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        AccessPermit permit = await PermitAsync("acme", Actions.ReadSession, ResourceRef.Owned(own.Run, TenantId.From("acme")));
        Func<Task>[] uses =
        [
            async () => await Runs.AddAsync(permit, own.Session, "x", default),
            async () => await Runs.FindAsync(permit, own.Run, default),
            async () => await Runs.ReadEventsAsync(permit, own.Run, 0, default),
            async () => await Runs.BeginAsync(permit, own.Run, default),
            async () => await Runs.AppendAsync(permit, own.Run, [new RunEvent(own.Run, "delta")], default),
            async () => await Runs.SucceedAsync(permit, own.Run, [], "x", new(0, 0), default),
            async () => await Runs.StopAsync(permit, own.Run, default),
        ];
        foreach (Func<Task> use in uses)
        {
            await Assert.ThrowsAsync<TenantScopeRequiredException>(use);
        }
    }

    [Fact]
    public async Task A_permit_that_lies_about_the_owner_finds_nothing()
    {
        // What a broken owner source would lead to: the tables know whose the session is.
        Chatted own = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        AccessPermit read = await PermitAsync("globex", Actions.ReadSession, ResourceRef.Owned(own.Session, TenantId.From("globex")));
        AccessPermit delete = await PermitAsync("globex", Actions.DeleteSession, ResourceRef.Owned(own.Session, TenantId.From("globex")));
        AccessPermit run = await PermitAsync("globex", Actions.ReadRun, ResourceRef.Owned(own.Run, TenantId.From("globex")));
        Assert.Null(await Sessions.FindAsync(read, own.Session, default));
        Assert.False(await Sessions.DeleteAsync(delete, own.Session, default));
        Assert.Null(await Runs.FindAsync(run, own.Run, default));
    }

    [Fact]
    public async Task A_permit_dies_with_its_tenant()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(moreTenants: "initech");
        var services = gateway.App.Services;
        AccessPermit permit = await Permits.EarnAsync(gateway, "initech", services.GetRequiredService<GatewayActions>().ListSessions, ResourceRef.Collection(TenantId.From("initech")));
        ISessionStore sessions = services.GetRequiredService<ISessionStore>();
        await sessions.ListAsync(permit, 1, null, default);
        await gateway.MoveAsync("initech", TenantStatus.Suspended);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await sessions.ListAsync(permit, 1, null, default));
    }

    [Fact]
    public async Task Only_the_permit_that_a_run_was_added_with_abandons_it()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, """{"message":"x","stream":true}""");
        agent.Say("one");
        string run = Json.Member((await stream.NextAsync())!, "id");
        GatewayActions actions = gateway.App.Services.GetRequiredService<GatewayActions>();
        IRunStore runs = gateway.App.Services.GetRequiredService<IRunStore>();
        TenantId globex = TenantId.From("globex"), acme = TenantId.From("acme");
        await runs.AbandonAsync(await Permits.EarnAsync(gateway, "globex", actions.Chat, ResourceRef.Owned("s1", globex)), run, default);
        await runs.AbandonAsync(await Permits.EarnAsync(gateway, "acme", actions.Chat, ResourceRef.Owned("s1", acme)), run, default);
        await runs.AbandonAsync(await Permits.EarnAsync(gateway, "acme", actions.ReadRun, ResourceRef.Owned(run, acme)), run, default);
        Assert.Equal("running", (await gateway.SendAsync("GET", $"/v1/runs/{run}", token)).Member("status"));
    }

    private Task<AccessPermit> PermitAsync(string tenant, AccessAction action, ResourceRef resource) => Permits.EarnAsync(Gateway, tenant, action, resource);
}
