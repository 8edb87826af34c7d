using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>A token is minted for a tenant under its own id, and only where that id means this tenant at the issuer's own door.</summary>
public sealed class MintReachTests
{
    private static readonly TenantId Hooli = TenantId.From("hooli");
    private static readonly TenantId Umbrella = TenantId.From("umbrella");

    [Fact]
    public async Task No_token_is_minted_for_a_tenant_whose_id_means_another_one_at_the_issuer()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(home: static o => o.Speaks.Map("hooli", Umbrella));
        await world.JoinAsync(Hooli, "alice");
        await world.JoinAsync(Umbrella, "alice");

        TokenExchangeResult result = await world.ExchangeAsync(world.Shown("alice"), "hooli");

        Assert.Equal((null, "tenant_not_of_issuer"), (result.Token, result.Detail));
        Assert.Equal(Umbrella, (await world.ClaimAsync(await world.TokenAsync("alice", "umbrella"))).Tenant);
    }

    [Fact]
    public async Task Name_of_another_tenant_that_is_spelled_as_an_id_changes_nothing_of_the_tenant_with_that_id()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.WriteAsync(DirectoryChange.MapName(Umbrella, new ExternalTenant(ExchangeWorld.Home, "hooli")));
        await world.JoinAsync(Hooli, "alice");
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Hooli, (await world.ClaimAsync(await world.TokenAsync("alice", "hooli"))).Tenant);
    }
}
