using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace Gateway.Tests.Runs;

public sealed class RunEventFeedTests
{
    [Fact]
    public async Task The_permit_is_looked_at_before_each_event_also_among_those_that_are_there_already()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        TenantId acme = TenantId.From("acme");
        Chatted own = await gateway.ChatAsync(gateway.Member("acme"), "one two three");
        IServiceProvider services = gateway.App.Services;
        AccessPermit permit = await Permits.EarnAsync(gateway, "acme", services.GetRequiredService<GatewayActions>().ReadRun, ResourceRef.Owned(own.Run, acme));
        await using IAsyncEnumerator<RunEvent> events = services.GetRequiredService<RunEventFeed>().FollowAsync(permit, own.Run, after: 0).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        Assert.False(await events.MoveNextAsync());
    }
}
