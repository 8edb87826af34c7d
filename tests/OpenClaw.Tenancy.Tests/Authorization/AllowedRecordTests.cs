using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Where the host asks for it, each permit is one record of the tenant that acts: as well as the ledger can, or before there is a permit.</summary>
public sealed class AllowedRecordTests
{
    private readonly DurableLedger _ledger = new();

    [Fact]
    public async Task NotRecorded_OrdinaryAct_LeavesNothing()
    {
        using TestWorld world = With(AllowedRecords.NotRecorded);

        Assert.True((await world.Engine.AuthorizeAsync(Read(world))).IsAllowed);
        Assert.Empty(_ledger.Emitted);
        Assert.Empty(_ledger.Appended);
    }

    [Fact]
    public async Task Emitted_EachPermit_IsOneRecord()
    {
        using TestWorld world = With(AllowedRecords.Emitted);

        Assert.True((await world.Engine.AuthorizeAsync(Read(world))).IsAllowed);
        Assert.True(world.Engine.Authorize(Read(world), out _).IsAllowed);
        Assert.True(world.Engine.Decide(Read(world)).IsAllowed);
        Assert.True((await world.Engine.DecideAsync(Read(world))).IsAllowed);

        Assert.Empty(_ledger.Appended);
        Assert.Equal(2, _ledger.Emitted.Count);
        Assert.All(_ledger.Emitted, static e => Assert.Equal(
            (TestWorld.Acme, TestWorld.Acme, TestWorld.Acme, "someone", "idp", "operator.read", "r1", AuditOutcome.Allowed, "none", "own", "corr-1", "run-1"),
            (e.Tenant, e.EffectiveTenant, e.TargetTenant, e.Actor, e.Issuer, e.Action, e.ResourceId, e.Outcome, e.ReasonCode, e.Way, e.CorrelationId, e.RunId)));
    }

    [Theory]
    [InlineData(AllowedRecords.Emitted)]
    [InlineData(AllowedRecords.Durable)]
    public async Task Refusal_IsOneRecordAsBefore(AllowedRecords records)
    {
        using TestWorld world = With(records);

        Assert.False((await world.Engine.AuthorizeAsync(world.Request(world.Claim(TestWorld.Acme), Ask.Of(TestWorld.Acme)))).IsAllowed);

        Assert.Empty(_ledger.Appended);
        Assert.Equal((AuditOutcome.Denied, "scope_missing"), (Assert.Single(_ledger.Emitted).Outcome, _ledger.Emitted[0].ReasonCode));
    }

    [Fact]
    public async Task Emitted_LedgerThrows_ChangesNoAnswer()
    {
        using var world = new TestWorld(static o => o.RecordAllowed = AllowedRecords.Emitted, static b => b.UseLedger(static _ => new ThrowingLedger()));

        Assert.True((await world.Engine.AuthorizeAsync(Read(world))).IsAllowed);
        Assert.True(world.Engine.Authorize(Read(world), out AccessPermit? permit).IsAllowed);
        Assert.NotNull(permit);
    }

    [Fact]
    public async Task Durable_RecordStandsBeforeThePermit()
    {
        using TestWorld world = With(AllowedRecords.Durable);
        var append = new TaskCompletionSource();
        _ledger.BeforeAppend = (_, _) => new ValueTask(append.Task);

        Task<AccessResult> pending = world.Engine.AuthorizeAsync(Read(world)).AsTask();
        Assert.False(pending.IsCompleted);
        append.SetResult();

        Assert.True((await pending).IsAllowed);
        AuditEnvelope record = Assert.Single(_ledger.Appended);
        Assert.Equal((TestWorld.Acme, AuditOutcome.Allowed, "own", "r1"), (record.Tenant, record.Outcome, record.Way, record.ResourceId));
        Assert.Empty(_ledger.Emitted);
    }

    [Fact]
    public void Durable_WhatDoesNotWait_IsAsyncRequired()
    {
        using TestWorld world = With(AllowedRecords.Durable);

        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Decide(Read(world)).Reason);
        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Authorize(Read(world), out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.Empty(_ledger.Appended);
    }

    [Fact]
    public async Task Durable_LedgerFails_IsAuditUnavailable()
    {
        using TestWorld world = With(AllowedRecords.Durable);
        _ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");

        AccessResult result = await world.Engine.AuthorizeAsync(Read(world));

        Assert.Equal(DenyReason.AuditUnavailable, result.Decision.Reason);
        Assert.Null(result.Permit);
        Assert.Equal("audit_unavailable", Assert.Single(_ledger.Emitted).ReasonCode);
    }

    [Theory]
    [InlineData(AllowedRecords.Emitted)]
    [InlineData(AllowedRecords.Durable)]
    public async Task Obligation_IsNotRecordedTwice(AllowedRecords records)
    {
        using TestWorld world = With(records, CrossTenantAccess.GlobalScope);

        Assert.True((await world.Engine.AuthorizeAsync(Change(world))).IsAllowed);
        Assert.Equal(TestWorld.Acme, Assert.Single(_ledger.Appended).Tenant);
        Assert.True((await world.Engine.AuthorizeAsync(world.Request(world.Claim(TenantId.Platform, "operator.read"), Ask.Of(TestWorld.Acme)))).IsAllowed);

        Assert.Equal([TestWorld.Acme, TenantId.Platform, TestWorld.Acme], _ledger.Appended.Select(static e => e.Tenant));
        Assert.Empty(_ledger.Emitted);
    }

    [Theory]
    [InlineData(AllowedRecords.Emitted)]
    [InlineData(AllowedRecords.Durable)]
    public async Task AuthorizeAllAsync_OnePermit_IsOneRecord(AllowedRecords records)
    {
        using TestWorld world = With(records);
        AccessRequest read = Read(world);

        AccessResult result = await world.Engine.AuthorizeAllAsync([read, read.About(ResourceRef.Owned("r2", TestWorld.Acme)), read.About(ResourceRef.Owned("r3", TestWorld.Acme))]);

        Assert.Equal("r3", result.Permit!.ResourceId);
        AuditEnvelope record = Assert.Single([.. _ledger.Emitted, .. _ledger.Appended]);
        Assert.Equal(("r3", records == AllowedRecords.Durable), (record.ResourceId, _ledger.Appended.Count == 1));
    }

    [Theory]
    [InlineData(AllowedRecords.Emitted, true)]
    [InlineData(AllowedRecords.Emitted, false)]
    [InlineData(AllowedRecords.Durable, true)]
    [InlineData(AllowedRecords.Durable, false)]
    public async Task AuthorizeAllAsync_WithAnObligation_IsItsRecord(AllowedRecords records, bool first)
    {
        using TestWorld world = With(records);
        AccessRequest[] both = first ? [Change(world), Read(world)] : [Read(world), Change(world)];

        Assert.True((await world.Engine.AuthorizeAllAsync(both)).IsAllowed);

        Assert.Equal("members.grant", Assert.Single([.. _ledger.Emitted, .. _ledger.Appended]).Action);
    }

    [Theory]
    [InlineData(AllowedRecords.Emitted, false)]
    [InlineData(AllowedRecords.Durable, false)]
    [InlineData(AllowedRecords.Emitted, true)]
    [InlineData(AllowedRecords.Durable, true)]
    public async Task AuthorizeAllAsync_OneRefused_RecordsNoAllowance(AllowedRecords records, bool afterAnObligation)
    {
        using TestWorld world = With(records);
        AccessRequest read = Read(world);

        AccessRequest[] asked = [afterAnObligation ? Change(world) : read, read.About(Ask.Of(TestWorld.Globex))];
        Assert.False((await world.Engine.AuthorizeAllAsync(asked)).IsAllowed);

        Assert.Empty(_ledger.Appended);
        Assert.DoesNotContain(_ledger.Emitted, static e => e.Outcome == AuditOutcome.Allowed);
    }

    [Theory]
    [InlineData(AllowedRecords.Emitted)]
    [InlineData(AllowedRecords.Durable)]
    public async Task EvaluatorForbids_RecordsNoAllowance(AllowedRecords records)
    {
        using var world = new TestWorld(o => o.RecordAllowed = records, b => b.UseLedger(_ => _ledger).EvaluateAsync(static _ => new(PolicyVerdict.Forbid)));

        Assert.Equal(DenyReason.PolicyForbid, (await world.Engine.AuthorizeAsync(Read(world))).Decision.Reason);

        Assert.Empty(_ledger.Appended);
        Assert.Equal(AuditOutcome.Denied, Assert.Single(_ledger.Emitted).Outcome);
    }

    [Fact]
    public void Refusal_WithAnEmptyCorrelation_JoinsBothTrails()
    {
        using TestWorld world = With(AllowedRecords.NotRecorded);
        AccessRequest foreign = Read(world).About(Ask.Of(TestWorld.Globex)) with { CorrelationId = string.Empty };

        Assert.False(world.Engine.Authorize(in foreign, out _).IsAllowed);

        Assert.Equal(2, _ledger.Emitted.Count);
        Assert.NotEmpty(Assert.Single(_ledger.Emitted.Select(static e => e.CorrelationId).Distinct()));
    }

    [Fact]
    public void Texts_OfClaimActionAndRequest_AreMadeSafeOnce()
    {
        using TestWorld world = With(AllowedRecords.Emitted);
        AccessAction odd = world.Engine.Action("operator.read", "odd\\\naction");
        AccessRequest read = new(world.Claim(TestWorld.Acme, "operator.read"), odd, ResourceRef.Owned("r\\\n1", TestWorld.Acme), world.Time.Now)
        {
            CorrelationId = "c\\\n1",
            RunId = $"ghp_0123456789{new string('x', 400)}",
        };

        world.Engine.Authorize(in read, out _);
        world.Engine.Authorize(in read, out _);

        Assert.Equal(2, _ledger.Emitted.Count);
        Assert.All(_ledger.Emitted, static e => Assert.Equal(
            (@"odd\u005c\u000aaction", @"r\u005c\u000a1", @"c\u005c\u000a1", "***"), (e.Action, e.ResourceId, e.CorrelationId, e.RunId)));
    }

    [Fact]
    public void NotRecorded_AllowPath_AllocatesThePermitAlone()
    {
        using TestWorld world = With(AllowedRecords.NotRecorded);
        AccessRequest read = Read(world);
        world.Engine.Authorize(in read, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        world.Engine.Authorize(in read, out AccessPermit? permit);

        Assert.Equal(64, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotNull(permit);
    }

    private TestWorld With(AllowedRecords records, CrossTenantAccess? crossing = null) => new(
        o => (o.RecordAllowed, o.CrossTenantAccess) = (records, crossing), b => b.UseLedger(_ => _ledger));

    private static AccessRequest Read(TestWorld world) => world.Request(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)) with { RunId = "run-1" };

    private static AccessRequest Change(TestWorld world) => world.Request(
        world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Acme), world.Engine.Action("operator.admin", "members.grant", AccessActionKind.TenantPrivilege));

    private sealed class ThrowingLedger : IAuditLedger
    {
        public bool IsDurable => true;

        public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) => throw new IOException();

        public void Emit(AuditEnvelope envelope) => throw new IOException();
    }
}
