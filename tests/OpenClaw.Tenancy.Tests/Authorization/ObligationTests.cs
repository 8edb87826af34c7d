using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Where a record must stand before the act, there is no permit without it.</summary>
public sealed class ObligationTests
{
    [Fact]
    public async Task AuthorizeAsync_PrivilegeChange_RecordStandsBeforeThePermit()
    {
        var ledger = new DurableLedger();
        using TestWorld world = With(ledger);
        var append = new TaskCompletionSource();
        ledger.BeforeAppend = (_, _) => new ValueTask(append.Task);

        Task<AccessResult> pending = world.Engine.AuthorizeAsync(Grant(world)).AsTask();
        Assert.False(pending.IsCompleted);
        append.SetResult();
        AccessResult result = await pending;

        Assert.True(result.IsAllowed);
        AuditEnvelope record = Assert.Single(ledger.Appended);
        Assert.Equal((AuditOutcome.Allowed, "members.grant", "own"), (record.Outcome, record.Action, record.Way));
        Assert.Equal((TestWorld.Acme, TestWorld.Acme, TestWorld.Acme), (record.Tenant, record.EffectiveTenant, record.TargetTenant));
        Assert.Equal(("someone", "r1", "corr-1"), (record.Actor, record.ResourceId, record.CorrelationId));
    }

    [Fact]
    public void Decide_PrivilegeChange_IsAsyncRequired()
    {
        var ledger = new DurableLedger();
        using TestWorld world = With(ledger);

        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Decide(Grant(world)).Reason);
        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Authorize(Grant(world), out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.Empty(ledger.Appended);
    }

    [Fact]
    public async Task AuthorizeAsync_LedgerFails_IsAuditUnavailable()
    {
        var ledger = new DurableLedger { BeforeAppend = static (_, _) => throw new IOException("disk full") };
        using TestWorld world = With(ledger);

        AccessResult result = await world.Engine.AuthorizeAsync(Grant(world));

        Assert.Equal(DenyReason.AuditUnavailable, result.Decision.Reason);
        Assert.Null(result.Permit);
        Assert.Equal("audit_unavailable", Assert.Single(ledger.Emitted).ReasonCode);
        Assert.Equal(DenyReason.AuditUnavailable, (await world.Engine.DecideAsync(Grant(world))).Reason);
    }

    [Fact]
    public async Task AuthorizeAsync_LedgerIsNotDurable_IsAuditUnavailable()
    {
        using var world = new TestWorld();

        AccessResult result = await world.Engine.AuthorizeAsync(Grant(world));

        Assert.Equal(DenyReason.AuditUnavailable, result.Decision.Reason);
        Assert.Null(result.Permit);
        Assert.Equal(AuditOutcome.Denied, Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.Outcome);
    }

    [Fact]
    public async Task AuthorizeAsync_CancelledWhileRecording_ThrowsAndAllowsNothing()
    {
        var ledger = new DurableLedger { BeforeAppend = static (_, token) => new ValueTask(Task.Delay(Timeout.Infinite, token)) };
        using TestWorld world = With(ledger);
        using var source = new CancellationTokenSource();

        Task<AccessResult> pending = world.Engine.AuthorizeAsync(Grant(world), source.Token).AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task AuthorizeAsync_EvaluatorForbids_RecordsNoAllowance()
    {
        var ledger = new DurableLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => ledger).EvaluateAsync(static _ => new(PolicyVerdict.Forbid)));

        Assert.Equal(DenyReason.PolicyForbid, (await world.Engine.AuthorizeAsync(Grant(world))).Decision.Reason);
        Assert.Empty(ledger.Appended);
    }

    [Fact]
    public async Task AuthorizeAsync_OrdinaryAct_NeedsNoRecord()
    {
        var ledger = new DurableLedger { BeforeAppend = static (_, _) => throw new IOException() };
        using TestWorld world = With(ledger);

        Assert.True((await world.Engine.AuthorizeAsync(world.Request(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)))).IsAllowed);
    }

    private static TestWorld With(DurableLedger ledger) => new(build: b => b.UseLedger(_ => ledger));

    private static AccessRequest Grant(TestWorld world) => world.Request(
        world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Acme), world.Engine.Action("operator.admin", "members.grant", AccessActionKind.TenantPrivilege));
}
