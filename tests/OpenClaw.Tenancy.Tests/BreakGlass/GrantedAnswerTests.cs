using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Whoever comes by a grant denies what waits for an answer, and allows nothing: an allowance would outlive the grant.</summary>
public sealed class GrantedAnswerTests
{
    [Theory]
    [InlineData("allow-once", false)]
    [InlineData("allow-always", false)]
    [InlineData("deny", true)]
    public async Task Answer_by_grant_denies_and_allows_nothing(string decision, bool counts)
    {
        using var world = new BreakGlassWorld(static b => b.AddApprovals());
        ApprovalDesk desk = world.World.Services.GetRequiredService<ApprovalDesk>();
        var run = RunId.New();
        Approval asked = (await desk.RequestAsync(
            await Permit(world, world.World.Claim(TestWorld.Acme, "operator.write"), desk.Request, run),
            run,
            new ApprovalRequest(new ProposedAction("rm -r build")) { OffersAlways = true },
            default)).Approval!;
        VerifiedTenantClaim granted = world.Enter(await world.Open(BreakGlassWorld.Ask(scopes: ["operator.approvals"])));

        ApprovalResult result = await desk.ResolveAsync(await Permit(world, granted, desk.Resolve, asked.Id), asked.Id, ApprovalAnswer.Of(decision), default);

        Assert.Equal(counts, result.IsApplied);
    }

    private static async Task<AccessPermit> Permit(BreakGlassWorld world, VerifiedTenantClaim claim, AccessAction action, ResourceId id) => (await world.Engine.AuthorizeAsync(
        new AccessRequest(claim, action, ResourceRef.Owned(id.ToString(), TestWorld.Acme), world.Time.Now))).Permit!;
}
