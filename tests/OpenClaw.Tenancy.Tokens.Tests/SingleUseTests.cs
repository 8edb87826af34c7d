using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class SingleUseTests
{
    [Fact]
    public void Unset_use_is_the_strict_one() => Assert.Equal(TokenUse.SingleUse, default);

    [Fact]
    public async Task Token_is_accepted_once_and_nobody_may_remember_it()
    {
        using var world = new TokenWorld(configure: o => o.Use = TokenUse.SingleUse);
        string token = await world.Issue(TestWorld.Acme);

        CredentialVerification first = await world.Verify(token);
        Assert.True(first.IsAccepted);
        Assert.False(first.IsReusable);
        Assert.False(first.StillHolds());
        await world.Refused(token, "replayed");
        Assert.True((await world.Verify(await world.Issue(TestWorld.Acme))).IsAccepted);
    }

    [Fact]
    public async Task Of_many_uses_at_two_hosts_with_one_memory_one_is_accepted()
    {
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        IReplayMemory? shared = null;
        using var one = Host(ring, sp => shared ??= new InMemoryReplayMemory(sp.GetRequiredService<TimeProvider>()));
        Assert.NotNull(one.World.Services.GetRequiredService<IReplayMemory>());
        using var other = Host(ring, _ => shared!);
        for (int round = 0; round < 5; round++)
        {
            string token = await one.Issue(TestWorld.Acme);
            int accepted = 0;
            await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            {
                CredentialVerification verification = await (i % 2 == 0 ? one : other).Verify(token);
                Assert.True(verification.IsAccepted || verification is { Reason: DenyReason.TokenInvalid, Detail: "replayed" });
                Interlocked.Add(ref accepted, verification.IsAccepted ? 1 : 0);
            });

            Assert.Equal(1, accepted);
        }
    }

    [Fact]
    public async Task Token_that_something_else_refuses_is_not_used_up()
    {
        var memory = new ScriptedMemory(() => new ValueTask<bool>(true));
        using var world = Host(TokenKeyRing.CreateEs256(), _ => memory);

        await world.Refused(world.Forge.WithPayload(p => p.Set("aud", "\"other\"")), "audience");
        await world.Refused(world.Forge.WithPayload(p => p.Set("tenant_id", "\"initech\"")), "tenant_not_of_issuer", DenyReason.TenantInactive);
        await world.Refused(world.Forge.WithPayload(p => p.Set("gen", "7")), "revoked", DenyReason.Revoked);
        await world.Refused(world.Forge.Token()[..^4] + "AAAA", "signature");
        Assert.Empty(memory.Asked);

        Assert.True((await world.Verify(world.Forge.Token())).IsAccepted);
        Assert.Equal([(TestWorld.Acme, TokenForge.Issuer, "j1", DateTimeOffset.FromUnixTimeSeconds(world.Forge.Now + 300))], memory.Asked);
    }

    [Fact]
    public async Task Memory_that_does_not_know_refuses_as_unavailable()
    {
        using var throws = Host(TokenKeyRing.CreateEs256(), _ => new ScriptedMemory(() => throw new InvalidOperationException("a secret")));
        await throws.Refused(throws.Forge.Token(), "replay_memory", DenyReason.DependencyUnavailable);

        using var hangs = Host(TokenKeyRing.CreateEs256(), _ => new ScriptedMemory(() => new ValueTask<bool>(new TaskCompletionSource<bool>().Task)));
        Task<CredentialVerification> pending = hangs.Verify(hangs.Forge.Token());
        for (int i = 0; i < 1000 && !pending.IsCompleted; i++)
        {
            await Task.Yield();
            hangs.World.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(DenyReason.DependencyUnavailable, (await pending).Reason);
    }

    [Fact]
    public async Task Looking_at_a_token_does_not_use_it_up()
    {
        using var world = new TokenWorld(configure: o => o.Use = TokenUse.SingleUse);
        string token = await world.Issue(TestWorld.Acme);

        TokenIntrospection seen = await world.World.Services.GetRequiredService<TokenIntrospector>()
            .IntrospectAsync(new PresentedCredential(token), CancellationToken.None);

        Assert.Equal((true, true), (seen.IsActive, seen.IsSingleUse));
        Assert.EndsWith("\nuse: single\n", seen.ToString(), StringComparison.Ordinal);
        Assert.True((await world.Verify(token)).IsAccepted);
    }

    [Fact]
    public void Memory_of_the_host_is_not_replaced()
    {
        var memory = new ScriptedMemory(() => default);
        using var before = new TestWorld(build: b =>
        {
            b.Services.AddSingleton<IReplayMemory>(memory);
            b.AddTokenIssuer("i", o => (o.Audience, o.Ring) = ("a", TokenKeyRing.CreateEs256()));
        });
        Assert.Same(memory, before.Services.GetRequiredService<IReplayMemory>());
    }

    private static TokenWorld Host(TokenKeyRing ring, Func<IServiceProvider, IReplayMemory> memory) => new(
        ring, o => o.Use = TokenUse.SingleUse, b => b.Services.AddSingleton(memory));
}
