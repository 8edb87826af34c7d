using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Approvals;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Every record names who answers for the act, and what acted for him, whoever writes the record.</summary>
public sealed class AuditActorTests : IDisposable
{
    private static readonly ClaimActor Helper = new() { Issuer = "runtime", Subject = "helper" };

    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Holder_acts_by_himself_through_a_helper_or_by_a_run()
    {
        Assert.Equal(("alice", TestWorld.Idp, null, null), Of(_world.Alice));
        Assert.Equal(("alice", TestWorld.Idp, "helper", "runtime"), Of(_world.Claim("alice", actor: Helper)));
        Assert.Empty(AuditActor.Of(_world.Claim("alice", actor: Helper)).Details);
        Assert.Equal(("alice", TestWorld.Idp, "run:1", null), Of(Run(_world.Alice)));

        // A run of a run is the holder's too, and whoever had it started is not lost.
        VerifiedTenantClaim run = Run(_world.Claim("alice", actor: Helper));
        Assert.Equal(("alice", TestWorld.Idp, "run:2", null), Of(run.Delegate("run:2", run.Scopes, DateTimeOffset.MaxValue)));
        IReadOnlyDictionary<string, string> details = AuditActor.Of(run).Details;
        Assert.Equal(("helper", "runtime", 2), (details["started_by"], details["started_by_issuer"], details.Count));
    }

    [Fact]
    public async Task Operator_under_a_grant_is_the_actor_with_its_ticket()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();
        VerifiedTenantClaim claim = world.Enter(grant);

        Assert.Equal((BreakGlassWorld.Alice, TestWorld.Idp, null, null), Of(claim));
        Assert.Equal((BreakGlassWorld.Alice, TestWorld.Idp, "run:1", null), Of(Run(claim)));
        Assert.Equal((grant.Id.ToString(), "INC-1", 1), (AuditActor.Of(claim).GrantId, AuditActor.Of(claim).Details["ticket"], AuditActor.Of(claim).Details.Count));
    }

    [Fact]
    public async Task Decisions_and_approvals_of_a_run_name_whoever_started_it()
    {
        VerifiedTenantClaim run = Run(_world.Claim("alice", actor: Helper));
        Approval approval = (await _world.AskAsync(claim: run)).Approval!;
        await _world.AnswerAsync(approval, "allow-once");
        Assert.True((await _world.RedeemAsync(approval.Id, claim: run)).IsAllowed);
        await _world.World.Engine.AuthorizeAsync(_world.World.Request(run, Ask.Of(TestWorld.Globex)));

        AuditEnvelope[] records = [.. _world.Ledger.Appended.Concat(_world.Ledger.Emitted).Where(static e => e.Actor != "bob")];
        Assert.Contains(records, static e => e.Action == "runs.read" || e.Outcome == AuditOutcome.Denied);
        Assert.Contains(records, e => e.ResourceId == approval.Id.ToString());
        Assert.All(records, static e => Assert.Equal(
            ("alice", TestWorld.Idp, "run:1", null, "helper"), (e.Actor, e.Issuer, e.Delegate, e.DelegateIssuer, e.Details["started_by"])));
    }

    private static VerifiedTenantClaim Run(VerifiedTenantClaim claim) => claim.Delegate(
        "run:1", [TenantScopedScope.ForTenant("operator.write", claim.ReachedTenant), TenantScopedScope.ForTenant("operator.approvals", claim.ReachedTenant)], DateTimeOffset.MaxValue);

    private static (string, string, string?, string?) Of(VerifiedTenantClaim claim)
    {
        var who = AuditActor.Of(claim);
        return (who.Actor, who.Issuer, who.Delegate, who.DelegateIssuer);
    }
}
