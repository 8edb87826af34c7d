using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenCacheTests
{
    [Fact]
    public async Task Same_token_gives_the_same_claim()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme);

        Assert.Same(await world.Accepted(token), await world.Accepted(string.Concat(token)));
    }

    [Fact]
    public async Task Without_room_every_token_is_verified_anew()
    {
        using var world = new TokenWorld(configure: o => o.MaxCachedTokens = 0);
        Assert.False(await IsCached(world, await world.Issue(TestWorld.Acme)));
    }

    [Fact]
    public async Task Hit_completes_at_once_and_allocates_nothing()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme);
        await world.Accepted(token);
        ICredentialVerifier verifier = world.World.Services.GetRequiredService<ICredentialVerifier>();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(AnswersAtOnce(verifier, token));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool all = true;
        for (int i = 0; i < 100; i++)
        {
            all &= AnswersAtOnce(verifier, token);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(all);
    }

    [Fact]
    public async Task Share_of_one_tenant_leaves_the_others_their_room()
    {
        using var world = new TokenWorld(configure: o => (o.MaxCachedTokens, o.MaxCachedTokensPerTenant) = (10, 2));
        string first = await world.Issue(TestWorld.Acme);
        string second = await world.Issue(TestWorld.Acme);

        Assert.True(await IsCached(world, first));
        Assert.True(await IsCached(world, second));
        Assert.False(await IsCached(world, await world.Issue(TestWorld.Acme)));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Globex)));
        Assert.True(await IsCached(world, first));
    }

    [Fact]
    public async Task At_the_bound_nothing_is_pushed_out()
    {
        using var world = new TokenWorld(configure: o => (o.MaxCachedTokens, o.MaxCachedTokensPerTenant) = (2, 2));
        string first = await world.Issue(TestWorld.Acme);
        string second = await world.Issue(TestWorld.Globex);
        VerifiedTenantClaim claim = await world.Accepted(first);
        await world.Accepted(second);

        Assert.False(await IsCached(world, await world.Issue(TestWorld.Globex)));
        Assert.False(await IsCached(world, await world.Issue(TenantId.Platform)));
        Assert.Same(claim, await world.Accepted(first));
    }

    [Fact]
    public async Task Refused_tokens_take_no_room()
    {
        using var world = new TokenWorld(configure: o => o.MaxCachedTokens = 1);
        for (int i = 0; i < 10; i++)
        {
            await world.Refused(world.Forge.WithPayload(p => p.Set("jti", $"\"{i}\"").Set("aud", "\"x\"")), "audience");
            await world.Refused(world.Forge.WithPayload(p => p.Set("jti", $"\"{i}\"").Set("gen", "9")), "revoked", DenyReason.Revoked);
        }

        Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme)));
    }

    [Fact]
    public async Task Cached_token_ends_when_it_expires()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme, lifetime: TimeSpan.FromSeconds(10));
        await world.Accepted(token);

        world.World.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        await world.Accepted(token);
        world.World.Time.Advance(TimeSpan.FromTicks(1));
        await world.Refused(token, "expired", DenyReason.Expired);
    }

    [Fact]
    public async Task Expired_tokens_give_up_their_room()
    {
        using var world = new TokenWorld(configure: o => (o.MaxCachedTokens, o.MaxCachedTokensPerTenant) = (2, 1));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme, lifetime: TimeSpan.FromSeconds(10))));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Globex, lifetime: TimeSpan.FromSeconds(10))));

        for (int round = 0; round < 3; round++)
        {
            world.World.Time.Advance(TimeSpan.FromSeconds(15));
            Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme, lifetime: TimeSpan.FromSeconds(10))));
            Assert.False(await IsCached(world, await world.Issue(TestWorld.Acme)));
        }
    }

    [Fact]
    public async Task Share_counts_what_is_left_when_some_have_ended()
    {
        using var world = new TokenWorld(configure: o => (o.MaxCachedTokens, o.MaxCachedTokensPerTenant) = (10, 3));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme, lifetime: TimeSpan.FromSeconds(10))));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme)));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme)));

        world.World.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.True(await IsCached(world, await world.Issue(TestWorld.Acme)));
        Assert.False(await IsCached(world, await world.Issue(TestWorld.Acme)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Neighbour_of_a_cached_token_is_not_found(bool symmetric)
    {
        using var world = new TokenWorld(symmetric ? TokenKeyRing.CreateHs256() : null);
        string token = await world.Issue(TestWorld.Acme);
        await world.Accepted(token);
        for (int at = 0; at < token.Length; at++)
        {
            foreach (char other in (char[])[(char)(token[at] ^ 1), (char)(token[at] ^ 0x20), (char)(token[at] + 0x100)])
            {
                Assert.False((await world.Verify($"{token[..at]}{other}{token[(at + 1)..]}")).IsAccepted);
            }
        }
    }

    [Fact]
    public async Task Two_hosts_remember_apart()
    {
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        using var one = new TokenWorld(ring);
        using var other = new TokenWorld(ring);
        string token = await one.Issue(TestWorld.Acme);

        VerifiedTenantClaim claim = await one.Accepted(token);
        Assert.NotSame(claim, await other.Accepted(token));
        Assert.NotEqual(DenyReason.None, other.Decide(claim));
    }

    [Fact]
    public async Task Many_threads_agree_on_the_bounds()
    {
        using var world = new TokenWorld(TokenKeyRing.CreateHs256(), o => (o.MaxCachedTokens, o.MaxCachedTokensPerTenant) = (40, 25));
        List<string> tokens = [];
        for (int i = 0; i < 40; i++)
        {
            tokens.Add(await world.Issue(TestWorld.Acme));
            tokens.Add(await world.Issue(TestWorld.Globex));
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, 8).SelectMany(_ => tokens), async (token, _) => await world.Accepted(token));

        List<string> cached = [];
        foreach (string token in tokens)
        {
            if (await IsCached(world, token))
            {
                cached.Add((await world.Accepted(token)).Tenant.ToString());
            }
        }

        Assert.Equal(40, cached.Count);
        Assert.InRange(cached.Count(t => t == "acme"), 15, 25);
    }

    private static bool AnswersAtOnce(ICredentialVerifier verifier, string token)
    {
        ValueTask<CredentialVerification> answer = verifier.VerifyAsync(new PresentedCredential(token), CancellationToken.None);
        return answer.IsCompletedSuccessfully && answer.GetAwaiter().GetResult().IsAccepted;
    }

    private static async Task<bool> IsCached(TokenWorld world, string token) => ReferenceEquals(await world.Accepted(token), await world.Accepted(token));
}
