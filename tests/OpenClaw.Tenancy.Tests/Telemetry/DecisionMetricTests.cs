using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>Each decision is one measurement, by outcome and reason, and by nothing else.</summary>
public sealed class DecisionMetricTests
{
    /// <summary>Every way to be refused that a live engine has, and the one to be allowed.</summary>
    public static TheoryData<DenyReason> Gates =>
    [
        DenyReason.None, DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid, DenyReason.TenantInactive, DenyReason.Revoked,
        DenyReason.Expired, DenyReason.SelectorMismatch, DenyReason.PolicyDenied, DenyReason.ScopeMissing, DenyReason.ResourceAbsent,
        DenyReason.ResourceUnowned, DenyReason.TenantMismatch, DenyReason.PolicyForbid, DenyReason.EvaluatorFault, DenyReason.AuditUnavailable,
        DenyReason.AsyncRequired, DenyReason.DependencyUnavailable,
    ];

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Each_reason_is_one_decision_of_that_reason(DenyReason reason)
    {
        PolicyVerdict verdict = reason switch
        {
            DenyReason.PolicyForbid => PolicyVerdict.Forbid,
            DenyReason.EvaluatorFault => PolicyVerdict.Indeterminate,
            _ => PolicyVerdict.NotApplicable,
        };
        using var world = new MeasuredWorld(
            o =>
            {
                (o.Mode, o.PinnedTenant) = reason == DenyReason.PolicyDenied ? (TenancyMode.Pinned, "globex") : (TenancyMode.Shared, null);
                o.RecordAllowed = reason is DenyReason.AuditUnavailable or DenyReason.AsyncRequired ? AllowedRecords.Durable : AllowedRecords.NotRecorded;
            },
            b => b.Evaluate(() => verdict).UseLedger(static _ => new DurableLedger { BeforeAppend = static (_, _) => throw new IOException("canary") }));
        AccessRequest request = Prepare(world, reason);

        DenyReason found = reason == DenyReason.AuditUnavailable
            ? (await world.Engine.AuthorizeAsync(request)).Decision.Reason
            : world.Engine.Authorize(in request, out _).Reason;

        Assert.Equal(reason, found);
        Assert.Equal(new Dictionary<string, double> { [MeasuredWorld.Of(reason)] = 1 }, world.Caught.Sums(MeasuredWorld.Decisions));
        Assert.Equal(
            reason == DenyReason.None ? [] : new Dictionary<string, double> { [$"openclaw.tenancy.reason={reason.ToCode()}"] = 1 },
            world.Caught.Sums(MeasuredWorld.Denials));
        Assert.All(world.Caught.Measured, static m => Assert.Equal(m.Name == MeasuredWorld.Decisions ? "{decision}" : "{denial}", m.Unit));
    }

    [Fact]
    public async Task Every_reason_there_is_was_measured_or_lies_outside_of_the_gates()
    {
        using var world = new MeasuredWorld();
        AccessRequest request = world.Request();
        await OwnerLookup.AuthorizeAsync(world.Engine, static (_, _) => new ValueTask<TenantId?>(TestWorld.Acme), request, "no such/id", TestContext.Current.CancellationToken);
        Assert.Equal(["openclaw.tenancy.reason=invalid_id"], world.Caught.Sums(MeasuredWorld.Denials).Keys);

        DenyReason[] gates = [.. Gates.Select(static row => row.Data)];
        Assert.Equal([DenyReason.Unspecified, DenyReason.InvalidId], Enum.GetValues<DenyReason>().Except(gates));
    }

    [Fact]
    public void Refusal_outside_of_the_gates_is_a_denial_and_no_decision()
    {
        using var world = new MeasuredWorld();
        AccessRequest request = world.Request();

        world.Engine.Refuse(in request, DenyReason.PolicyDenied);
        world.Engine.Refuse(in request, (DenyReason)77);

        Assert.Empty(world.Caught.Sums(MeasuredWorld.Decisions));
        Assert.Equal(
            new Dictionary<string, double> { ["openclaw.tenancy.reason=policy_denied"] = 1, ["openclaw.tenancy.reason=unspecified"] = 1 },
            world.Caught.Sums(MeasuredWorld.Denials));
    }

    [Fact]
    public async Task Counts_are_those_of_the_answers_and_of_the_records()
    {
        var ledger = new DurableLedger();
        using var world = new MeasuredWorld(build: b => b.UseLedger(_ => ledger));
        AccessRequest own = world.Request();
        AccessRequest foreign = world.Request(owner: TestWorld.Globex);
        int allowed = 0;
        int denied = 0;
        for (int i = 0; i < 500; i++)
        {
            AccessRequest request = i % 3 == 0 ? foreign : own;
            bool isAllowed = i % 2 == 0 ? world.Engine.Authorize(in request, out _).IsAllowed : (await world.Engine.AuthorizeAsync(request)).IsAllowed;
            (allowed, denied) = isAllowed ? (allowed + 1, denied) : (allowed, denied + 1);

            // What only asks is no permit and no refusal.
            world.Engine.Decide(in request);
            await world.Engine.DecideAsync(request, TestContext.Current.CancellationToken);
        }

        Assert.Equal((333, 167), (allowed, denied));
        Assert.Equal(
            new Dictionary<string, double> { [MeasuredWorld.Of(DenyReason.None)] = allowed, [MeasuredWorld.Of(DenyReason.TenantMismatch)] = denied },
            world.Caught.Sums(MeasuredWorld.Decisions));
        Assert.Equal(denied, ledger.Emitted.Count(static e => e.Tenant == TestWorld.Acme));
    }

    [Fact]
    public async Task Early_gates_count_what_they_refuse_and_nothing_that_they_let_through()
    {
        using var world = new MeasuredWorld();
        AccessRequest own = world.Request();
        AccessRequest none = AccessRequest.WithoutClaim(world.Read, world.World.Time.Now, DenyReason.TokenInvalid, "canary");

        Assert.Equal(DenyReason.None, world.Engine.Admit(in own));
        Assert.Equal(DenyReason.None, world.Engine.Recognize(in own));
        Assert.Empty(world.Caught.Measured);

        world.Engine.Admit(in none);
        world.Engine.Recognize(in none);
        await world.Engine.AuthorizeAllAsync([own, none], TestContext.Current.CancellationToken);
        Assert.Equal(new Dictionary<string, double> { [MeasuredWorld.Of(DenyReason.TokenInvalid)] = 3 }, world.Caught.Sums(MeasuredWorld.Decisions));
    }

    [Fact]
    public async Task Faults_of_evaluators_are_counted_without_a_name()
    {
        using var world = new MeasuredWorld(
            o => o.EvaluatorTimeout = TimeSpan.FromSeconds(1),
            static b => b.Evaluate(static () => throw new InvalidOperationException("canary")));
        AccessRequest request = world.Request();

        Assert.Equal(DenyReason.EvaluatorFault, world.Engine.Authorize(in request, out _).Reason);
        await world.Engine.DecideAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(new Dictionary<string, double> { [""] = 2 }, world.Caught.Sums(MeasuredWorld.Faults));
    }

    [Fact]
    public async Task Listener_that_throws_changes_no_answer_and_no_record()
    {
        var ledger = new DurableLedger();
        using var world = new MeasuredWorld(build: b => b.UseLedger(_ => ledger));
        world.Caught.OnMeasured = static () => throw new InvalidOperationException("a listener");
        AccessRequest own = world.Request();
        AccessRequest foreign = world.Request(owner: TestWorld.Globex);

        Assert.True((await world.Engine.AuthorizeAsync(own)).IsAllowed);
        Assert.Equal(DenyReason.TenantMismatch, world.Engine.Authorize(in foreign, out _).Reason);
        Assert.Equal(DenyReason.Expired, world.Engine.Refuse(in own, DenyReason.Expired));

        Assert.Equal(2, ledger.Emitted.Count(static e => e.Tenant == TestWorld.Acme));
        Assert.Equal(4, world.Caught.Measured.Count);
    }

    private static AccessRequest Prepare(MeasuredWorld world, DenyReason reason)
    {
        DateTimeOffset now = world.World.Time.Now;
        AccessRequest own = world.Request();
        switch (reason)
        {
            case DenyReason.ClaimMissing or DenyReason.ClaimAmbiguous or DenyReason.TokenInvalid:
                return AccessRequest.WithoutClaim(world.Read, now, reason);
            case DenyReason.TenantInactive:
                world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                return own;
            case DenyReason.Revoked:
                world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");
                return own;
            case DenyReason.Expired:
                return new AccessRequest(own.Principal!, world.Read, own.Resource, now + TimeSpan.FromHours(1));
            case DenyReason.SelectorMismatch:
                return own with { Selection = default(TenantSelection).And("globex") };
            case DenyReason.ScopeMissing:
                return world.Request(world.World.Claim(TestWorld.Acme));
            case DenyReason.ResourceAbsent:
                return own.About(ResourceRef.Absent("r1"));
            case DenyReason.ResourceUnowned:
                return own.About(ResourceRef.Owned("r1", null));
            case DenyReason.TenantMismatch:
                return world.Request(owner: TestWorld.Globex);
            case DenyReason.DependencyUnavailable:
                world.World.Directory.ReportRefreshed(now - TimeSpan.FromMinutes(5));
                return own;
            default:
                return own;
        }
    }
}
