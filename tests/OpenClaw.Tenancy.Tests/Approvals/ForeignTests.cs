using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>Absent, foreign and of another run look alike, in the answer and in the trail.</summary>
public sealed class ForeignTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Foreign_and_absent_are_refused_alike_with_one_record()
    {
        Approval approval = await _world.PendingAsync();
        VerifiedTenantClaim gus = _world.Claim("gus", TestWorld.Globex);

        AuditEnvelope foreign = await LookAsync(gus, approval.Id, DenyReason.TenantMismatch);
        AuditEnvelope absent = await LookAsync(gus, ApprovalId.New(), DenyReason.ResourceAbsent);

        Assert.Equal(("not_found", "not_found"), (foreign.ReasonCode, absent.ReasonCode));
        Assert.Equal((absent.Actor, absent.Action, absent.TargetTenant, absent.RunId), (foreign.Actor, foreign.Action, foreign.TargetTenant, foreign.RunId));
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(approval.Id))!.Status);
    }

    [Fact]
    public async Task Approval_of_another_run_is_not_found_with_one_record()
    {
        Approval approval = await _world.PendingAsync();

        ApprovalResult result = await _world.AnswerAsync(approval, new ApprovalAnswer { Decision = "allow-once", Run = RunId.New() });

        Assert.Equal((DenyReason.ResourceAbsent, "approval not found"), (result.Reason, result.Message));
        Assert.Equal("not_found", Assert.Single(_world.Ledger.Emitted, static e => e.Tenant == TestWorld.Acme && e.Outcome == AuditOutcome.Denied).ReasonCode);
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(approval.Id))!.Status);
    }

    [Fact]
    public async Task List_holds_the_tenants_own_alone()
    {
        await _world.PendingAsync();
        await _world.AllowedAsync();
        VerifiedTenantClaim gus = _world.Claim("gus", TestWorld.Globex);

        Assert.Equal(2, (await ListAsync(_world.Bob, null)).Count);
        Assert.Equal(ApprovalStatus.Pending, Assert.Single(await ListAsync(_world.Bob, ApprovalStatus.Pending)).Status);
        Assert.Empty(await ListAsync(gus, null));
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(await ListAsync(_world.Bob, ApprovalStatus.Pending));
        Assert.Equal(ApprovalStatus.Expired, Assert.Single(await ListAsync(_world.Bob, ApprovalStatus.Expired)).Status);
    }

    [Fact]
    public async Task Platform_operator_with_the_global_scope_answers_across_tenants_and_both_trails_say_so()
    {
        using var world = new DeskWorld(tenancy: static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope);
        Approval approval = await world.PendingAsync();
        VerifiedTenantClaim op = world.World.Claim(TenantId.Platform, "operator.approvals");
        AccessResult access = await AskAsync(world, op, approval.Id);

        ApprovalResult result = await world.Desk.ResolveAsync(access.Permit!, approval.Id, ApprovalAnswer.Of("allow-once"), DeskWorld.Token);

        Assert.True(result.IsApplied);
        Assert.True((await world.RedeemAsync(approval.Id)).IsAllowed);
        AuditEnvelope[] records = [.. world.Ledger.Appended.Where(static e => e.Action == "approvals.resolve" && e.Details.Count != 0)];
        Assert.Equal([TenantId.Platform, TestWorld.Acme], records.Select(static e => e.Tenant));
        Assert.All(records, e => Assert.Equal((TenantId.Platform, TestWorld.Acme, records[0].CorrelationId), (e.EffectiveTenant, e.TargetTenant, e.CorrelationId)));
    }

    [Fact]
    public async Task Platform_operator_without_crossing_finds_nothing()
    {
        Approval approval = await _world.PendingAsync();
        VerifiedTenantClaim op = _world.World.Claim(TenantId.Platform, "operator.approvals");

        Assert.Null((await AskAsync(_world, op, approval.Id)).Permit);
    }

    private async Task<AuditEnvelope> LookAsync(VerifiedTenantClaim claim, ApprovalId id, DenyReason reason)
    {
        int before = _world.Ledger.Emitted.Count(e => e.Tenant == claim.Tenant);
        Assert.Equal(reason, (await AskAsync(_world, claim, id)).Decision.Reason);
        return Assert.Single(_world.Ledger.Emitted.Where(e => e.Tenant == claim.Tenant).Skip(before));
    }

    private static async Task<AccessResult> AskAsync(DeskWorld world, VerifiedTenantClaim claim, ApprovalId id) => await OwnerLookup.AuthorizeAsync(
        world.World.Engine,
        world.World.Services.GetRequiredService<IResourceOwnerSource<Approval>>().FindOwnerAsync,
        new AccessRequest(claim, world.Desk.Resolve, default, world.Time.Now),
        id.ToString(),
        DeskWorld.Token);

    private async Task<IReadOnlyList<Approval>> ListAsync(VerifiedTenantClaim claim, ApprovalStatus? status) =>
        await _world.Desk.ListAsync(await _world.PermitAsync(claim, _world.Desk.List), status, 100, DeskWorld.Token);
}
