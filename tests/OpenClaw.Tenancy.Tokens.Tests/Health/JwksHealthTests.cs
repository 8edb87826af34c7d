using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Tests.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests.Health;

/// <summary>The health of an issuer's keys, over an issuer that does not answer, that answers wrongly, and that is sound again.</summary>
public sealed class JwksHealthTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Issuer_that_ceases_to_answer_is_behind_then_down_then_well_again()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.Equal(TenancyHealthState.Healthy, (await Health(world)).State);

        world.Provider.Fault = ProviderFaults.Failure;
        world.Time.Advance(TimeSpan.FromMinutes(11));
        TenancyHealth behind = await Health(world);
        Assert.NotNull(await world.Find());
        world.Time.Advance(TimeSpan.FromMinutes(50));
        TenancyHealth down = await Health(world);
        await world.Unknown();
        world.Provider.Fault = null;
        world.Time.Advance(Interval);

        Assert.Equal((TenancyHealthState.Degraded, TimeSpan.FromMinutes(11).TotalSeconds), (behind.State, behind.Numbers["age_seconds"]));
        Assert.Equal((TenancyHealthState.Unhealthy, TimeSpan.FromMinutes(61).TotalSeconds), (down.State, down.Numbers["age_seconds"]));
        Assert.Equal(TenancyHealthState.Healthy, (await Health(world)).State);
        Assert.NotNull(await world.Find());
    }

    [Fact]
    public async Task Issuer_that_never_answered_is_down_before_the_first_token_comes()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Html;

        TenancyHealth health = await Health(world);

        Assert.Equal(TenancyHealthState.Unhealthy, health.State);
        Assert.Empty(health.Numbers);
    }

    [Fact]
    public async Task Asking_for_the_health_asks_the_issuer_no_more_often_than_a_token_does()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Failure;
        for (int i = 0; i < 20; i++)
        {
            await Health(world);
        }

        Assert.Equal(1, world.Provider.KeyRequests);
        world.Time.Advance(Interval);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Health(world)));
        Assert.Equal(2, world.Provider.KeyRequests);
    }

    [Fact]
    public async Task Issuer_that_is_well_is_asked_when_its_keys_are_to_be_read_again()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await Health(world);
        world.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await Health(world);
        Assert.Equal(1, world.Provider.KeyRequests);

        world.Time.Advance(TimeSpan.FromTicks(1));
        await Health(world);
        Assert.Equal(2, world.Provider.KeyRequests);
    }

    [Fact]
    public async Task Text_names_no_issuer()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        ITenancyHealthProbe probe = Probe(world);

        Assert.Equal(TenancyHealthSubject.Keys, probe.Subject.Name);
        Assert.All(Enum.GetValues<TenancyHealthState>(), s => Assert.DoesNotContain("127.0.0.1", probe.Subject.TextOf(s), StringComparison.Ordinal));
        Assert.All(Enum.GetValues<TenancyHealthState>(), s => Assert.Contains("keys", probe.Subject.TextOf(s), StringComparison.Ordinal));
    }

    private static ITenancyHealthProbe Probe(IdentityWorld world) => world.World.Services.GetServices<ITenancyHealthProbe>().Single(static p => p.Subject.Name == TenancyHealthSubject.Keys);

    private static async Task<TenancyHealth> Health(IdentityWorld world) => await Probe(world).ProbeAsync(TestContext.Current.CancellationToken);
}
