using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Contracts that no request of a gateway asks fail: nobody is let in, and nothing is taken to be done.</summary>
public sealed class ContractChaosTests
{
    private const string Mint = "mint";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ChaosFault.Throw, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Lose, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Cancel, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Nothing, DenyReason.TokenInvalid)]
    [InlineData(ChaosFault.Duplicate, DenyReason.TokenInvalid)]
    public async Task A_replay_memory_that_fails_accepts_no_token(ChaosFault fault, DenyReason reason)
    {
        var plan = new ChaosPlan();
        using TestWorld world = With(TokenUse.SingleUse, b => b.Services.AddChaos<IReplayMemory>(plan));
        Assert.True((await VerifyAsync(world, await IssueAsync(world))).IsAccepted);

        plan.Always(fault);
        await RefusedAsync(world, await IssueAsync(world), reason);
        Assert.Single(plan.Happened);
    }

    [Theory]
    [InlineData(ChaosFault.Throw, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Lose, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Cancel, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Nothing, DenyReason.TokenInvalid)]
    public async Task A_key_source_that_fails_accepts_no_token(ChaosFault fault, DenyReason reason)
    {
        var plan = new ChaosPlan();
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        using TestWorld minting = With(TokenUse.Reusable, static _ => { }, ring);
        using var world = new TestWorld(build: b => b.AddTokenVerifier(Mint, o =>
        {
            o.Audience = "tests";
            o.Use = TokenUse.Reusable;
            o.UseKeys(plan.Before<ITokenKeySource>(minting.Services.GetRequiredKeyedService<TokenKeyRingSource>(Mint)));
            o.Speaks.ForTenants("acme");
        }));
        Assert.True((await VerifyAsync(world, await IssueAsync(minting))).IsAccepted);

        plan.Always(fault);
        await RefusedAsync(world, await IssueAsync(minting), reason);
        Assert.Single(plan.Happened);
    }

    [Theory, InlineData(ChaosFault.Throw), InlineData(ChaosFault.Lose), InlineData(ChaosFault.Cancel)]
    public async Task A_job_store_that_fails_takes_no_job(ChaosFault fault)
    {
        var plan = new ChaosPlan();
        using var world = new JobsWorld(static b => b.AddInProcessJobs(), build: b => b.Services.AddChaos<ITenantJobStore>(plan));
        Assert.True((await world.EnqueueAsync(TestWorld.Acme, "one")).IsAccepted);

        plan.Always(fault, nameof(ITenantJobStore.AddAsync));
        JobEnqueuing enqueuing = await world.EnqueueAsync(TestWorld.Acme, "two");
        Assert.Equal((false, JobRefusal.Unavailable), (enqueuing.IsAccepted, enqueuing.Refusal));
        Assert.Single(plan.Happened);
    }

    [Theory, InlineData(ChaosFault.Throw), InlineData(ChaosFault.Lose), InlineData(ChaosFault.Cancel)]
    public async Task A_job_whose_handler_fails_is_not_done(ChaosFault fault)
    {
        var plan = new ChaosPlan();
        using var world = new JobsWorld(static b => b.AddInProcessJobs(), build: b => b.Services.AddChaos<ITenantJobHandler>(plan.Always(fault)));
        Assert.True((await world.EnqueueAsync(TestWorld.Acme, "one")).IsAccepted);

        JobSettlement? settlement = await world.StepAsync();
        Assert.Equal(JobFate.Again, settlement!.Fate);
        Assert.Single(plan.Happened);
    }

    private static TestWorld With(TokenUse use, Action<TenancyBuilder> build, TokenKeyRing? ring = null) => new(build: b =>
    {
        b.AddTokenIssuer(Mint, o =>
        {
            o.Audience = "tests";
            o.Use = use;
            o.Ring = ring ?? TokenKeyRing.CreateEs256();
            o.Speaks.ForTenants("acme");
        });
        build(b);
    });

    private static async Task<string> IssueAsync(TestWorld world) => await world.Services.GetRequiredService<ITenantTokenIssuer>().IssueAsync(
        new TenantTokenRequest { Tenant = TestWorld.Acme, Subject = "alice", Scopes = ["operator.read@acme"] }, Stop);

    private static async Task<CredentialVerification> VerifyAsync(TestWorld world, string token) =>
        await world.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync(token, Stop);

    private static async Task RefusedAsync(TestWorld world, string token, DenyReason reason)
    {
        CredentialVerification verification = await VerifyAsync(world, token);
        Assert.Equal((false, reason), (verification.IsAccepted, verification.Reason));
    }
}
