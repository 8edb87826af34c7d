using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>A refusal stands in the trail with the run and the request that it was given in, and a use ends with its approval.</summary>
public sealed class DeskTrailTests
{
    [Theory]
    [InlineData(false, DenyReason.ResourceAbsent)]
    [InlineData(true, DenyReason.DependencyUnavailable)]
    public async Task Refusal_is_on_record_with_its_run_and_its_request(bool fails, DenyReason reason)
    {
        using var world = new DeskWorld();
        Approval approval = await world.PendingAsync();
        var run = RunId.New();
        if (fails)
        {
            world.Store.Asked = static () => throw new IOException();
        }

        ApprovalResult result = await world.AnswerAsync(approval, new ApprovalAnswer { Decision = "deny", Run = run, CorrelationId = "c-1" });

        Assert.Equal(reason, result.Reason);
        AuditEnvelope[] records = [.. world.Ledger.Emitted.Where(static e => e.Action == "approvals.resolve" && e.Outcome == AuditOutcome.Denied)];
        Assert.NotEmpty(records);
        Assert.All(records, e => Assert.Equal((approval.Id.ToString(), run.ToString(), "c-1"), (e.ResourceId, e.RunId, e.CorrelationId)));
    }

    [Fact]
    public async Task Whoever_comes_by_a_grant_is_told_why_he_allows_nothing()
    {
        using var world = new BreakGlassWorld(static b => b.AddApprovals());
        ApprovalDesk desk = world.World.Services.GetRequiredService<ApprovalDesk>();
        var run = RunId.New();
        Approval asked = (await desk.RequestAsync(
            await PermitAsync(world, world.World.Claim(TestWorld.Acme, "operator.write"), desk.Request, run), run, new ApprovalRequest(DeskWorld.Action), DeskWorld.Token)).Approval!;
        VerifiedTenantClaim granted = world.Enter(await world.Open(BreakGlassWorld.Ask(scopes: ["operator.approvals"])));

        ApprovalResult result = await desk.ResolveAsync(await PermitAsync(world, granted, desk.Resolve, asked.Id), asked.Id, ApprovalAnswer.Of("allow-once"), DeskWorld.Token);

        Assert.Equal((DenyReason.PolicyForbid, "what a break-glass grant allows would outlive it"), (result.Reason, result.Message));
        Assert.Equal("by_grant", world.Ledger.Emitted[^1].Detail);
    }

    [Fact]
    public async Task Use_that_is_committed_at_the_end_of_the_approval_counts_no_more()
    {
        using var world = new DeskWorld();
        Approval pending = await world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        Approval approval = (await world.AnswerAsync(pending, "allow-always")).Approval!;
        world.Store.Committing = () =>
        {
            world.Store.Committing = static () => { };
            world.Time.Advance(approval.ExpiresAt - world.Time.Now);
        };

        ApprovalRedemption redemption = await world.RedeemAsync(approval.Id);

        Assert.Equal((false, "the approval has ended"), (redemption.IsAllowed, redemption.Message));
    }

    [Fact]
    public async Task Grant_that_is_not_told_what_is_about_to_be_done_says_so()
    {
        using var world = new DeskWorld();
        ApprovalGrant grant = (await world.RedeemAsync((await world.AllowedAsync()).Id)).Grant!;

        Assert.Throws<ArgumentNullException>("action", () => grant.Covers(TestWorld.Globex, world.Run, null!));
    }

    private static async Task<AccessPermit> PermitAsync(BreakGlassWorld world, VerifiedTenantClaim claim, AccessAction action, ResourceId id) => (await world.Engine.AuthorizeAsync(
        new AccessRequest(claim, action, ResourceRef.Owned(id.ToString(), TestWorld.Acme), world.Time.Now))).Permit!;
}
