using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>What the engine asks fails in each way: nobody is let in.</summary>
public sealed class EngineChaosTests
{
    public static TheoryData<ChaosFault> Denying => [ChaosFault.Throw, ChaosFault.Lose, ChaosFault.Cancel, ChaosFault.Nothing];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Denying))]
    public void An_evaluator_that_fails_denies(ChaosFault fault)
    {
        var plan = new ChaosPlan();
        using var world = new TestWorld(build: b => b.AddEvaluator<Agreeing>().Services.AddChaos<IAccessEvaluator>(plan));
        AccessRequest request = Own(world);
        Assert.Equal(DenyReason.None, world.Engine.Decide(in request).Reason);

        plan.Always(fault);
        Assert.Equal(DenyReason.EvaluatorFault, world.Engine.Authorize(in request, out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.Single(plan.Happened);
    }

    [Theory, MemberData(nameof(Denying)), InlineData(ChaosFault.Hang)]
    public async Task An_asynchronous_evaluator_that_fails_denies(ChaosFault fault)
    {
        var plan = new ChaosPlan();
        using var world = new TestWorld(
            o => o.EvaluatorTimeout = TimeSpan.FromMilliseconds(50),
            b => b.AddAsyncEvaluator<Agreeing>().Services.AddChaos<IAsyncAccessEvaluator>(plan));
        Assert.Equal(DenyReason.None, (await world.Engine.DecideAsync(Own(world), Stop)).Reason);

        plan.Always(fault);
        Task<AccessResult> asked = world.Engine.AuthorizeAsync(Own(world), Stop).AsTask();
        for (int waited = 0; !asked.IsCompleted && waited < 100; waited++)
        {
            await Task.Delay(2, Stop);
            world.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        AccessResult result = await asked;
        Assert.Equal((DenyReason.EvaluatorFault, null), (result.Decision.Reason, result.Permit));
        Assert.Single(plan.Happened);
    }

    [Theory, InlineData(ChaosFault.Throw), InlineData(ChaosFault.Lose), InlineData(ChaosFault.Cancel)]
    public async Task A_ledger_that_fails_denies_what_must_be_on_record_first(ChaosFault fault)
    {
        var ledger = new DurableLedger();
        var plan = new ChaosPlan();
        using var world = new TestWorld(o => o.RecordAllowed = AllowedRecords.Durable, b => b.UseLedger(_ => ledger).Services.AddChaos<IAuditLedger>(plan));
        Assert.True((await world.Engine.AuthorizeAsync(Own(world), Stop)).IsAllowed);

        plan.Always(fault, nameof(IAuditLedger.AppendAsync));
        AccessResult result = await world.Engine.AuthorizeAsync(Own(world), Stop);
        Assert.Equal((DenyReason.AuditUnavailable, null), (result.Decision.Reason, result.Permit));
        Assert.Equal(["IAuditLedger.AppendAsync: " + fault], plan.Happened);
    }

    [Theory, InlineData(ChaosFault.Throw), InlineData(ChaosFault.Cancel)]
    public void A_ledger_that_takes_no_note_changes_no_denial(ChaosFault fault)
    {
        var plan = new ChaosPlan();
        using var world = new TestWorld(build: b => b.UseLedger(static _ => new DurableLedger()).Services.AddChaos<IAuditLedger>(plan.Always(fault, nameof(IAuditLedger.Emit))));
        AccessRequest request = As(world, TestWorld.Globex);

        Assert.Equal(DenyReason.TenantMismatch, world.Engine.Authorize(in request, out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.NotEmpty(plan.Happened);
    }

    [Theory]
    [InlineData(ChaosFault.Throw, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Cancel, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Lose, DenyReason.DependencyUnavailable)]
    [InlineData(ChaosFault.Nothing, DenyReason.TokenInvalid)]
    public async Task A_verifier_that_fails_accepts_nobody(ChaosFault fault, DenyReason reason)
    {
        var plan = new ChaosPlan();
        using var world = new TestWorld(build: b => b.Services.AddSingleton<ICredentialVerifier>(static s => s.GetRequiredService<TestVerifier>()).AddChaos<ICredentialVerifier>(plan.Always(fault)));

        CredentialVerification verification = await world.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync("anything", Stop);
        Assert.Equal((false, reason), (verification.IsAccepted, verification.Reason));
        Assert.Single(plan.Happened);
    }

    private static AccessRequest Own(TestWorld world) => As(world, TestWorld.Acme);

    private static AccessRequest As(TestWorld world, TenantId tenant) =>
        new(world.Claim(tenant, "operator.read"), world.Engine.Action("operator.read"), ResourceRef.Owned("r1", TestWorld.Acme), world.Time.Now);
}
