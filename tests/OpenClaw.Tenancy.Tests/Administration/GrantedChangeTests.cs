using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>Whoever comes by a break-glass grant leaves nobody in the tenant who would outlive it.</summary>
public sealed class GrantedChangeTests
{
    [Fact]
    public async Task Grant_with_every_scope_adds_no_member_and_issues_no_key()
    {
        using var world = new BreakGlassWorld(static b => b.AddAdministration());
        VerifiedTenantClaim granted = world.Enter(await world.Open(BreakGlassWorld.Ask(scopes: ["operator.admin"])));
        TenantMembers members = world.World.Services.GetRequiredService<TenantMembers>();
        TenantApiKeys keys = world.World.Services.GetRequiredService<TenantApiKeys>();
        CancellationToken token = TestContext.Current.CancellationToken;

        DirectoryResult<TenantMember> added = await members.AddAsync(
            await PermitAsync(world, granted, members.Add), new LinkedIdentity(TestWorld.Idp, "mallory"), TenantRole.Member, token);
        DirectoryResult<IssuedApiKey> issued = await keys.IssueAsync(await PermitAsync(world, granted, keys.Issue), new NewApiKey(), token);

        Assert.Equal((DirectoryRefusalReason.NotAllowed, DirectoryRefusalReason.NotAllowed), (added.Refusal?.Reason, issued.Refusal?.Reason));
        Assert.Empty(members.ListMembers(await PermitAsync(world, granted, members.List), null, 10));
    }

    private static async Task<AccessPermit> PermitAsync(BreakGlassWorld world, VerifiedTenantClaim claim, AccessAction action) => (await world.Engine.AuthorizeAsync(
        new AccessRequest(claim, action, ResourceRef.Collection(TestWorld.Acme), world.Time.Now), TestContext.Current.CancellationToken)).Permit!;
}
