using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>A grant stands on the word of whoever approved it: once that is taken from him, it opens nothing.</summary>
public sealed class GrantApproverTests
{
    private static readonly LinkedIdentity Bob = new(TestWorld.Idp, BreakGlassWorld.Bob);

    public static TheoryData<string> Losses => ["revoked", "shut out", "shut out and reinstated", "member of another role", "member removed", "member removed and back"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Grant_in_use_dies_at_the_next_use(string loss)
    {
        using BreakGlassWorld world = World(loss, out UserId? member);
        BreakGlassGrant grant = await world.Open();
        VerifiedTenantClaim claim = world.Enter(grant);
        AccessResult used = await UseAsync(world, claim);
        Assert.True(used.IsAllowed);
        Assert.Equal(TestWorld.Acme, used.Permit.RequireTenant());

        Lose(world, loss, member);

        Assert.Equal(DenyReason.Revoked, (await UseAsync(world, claim)).Decision.Reason);
        Assert.False(claim.StillHolds());
        Assert.Throws<TenantScopeRequiredException>(() => used.Permit.RequireTenant());
        world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((DenyReason.TokenInvalid, "grant_approver"), Refused(world.World.Issuer.Accept(world.Asserted(grant))));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Token_is_not_handed_out(string loss)
    {
        using BreakGlassWorld world = World(loss, out UserId? member);
        string id = (await world.Request()).Value!.Id.ToString();
        await world.Approve(id);

        Lose(world, loss, member);

        DirectoryResult<BreakGlassToken> token = await world.Collect(id);
        Assert.Equal(DirectoryRefusalReason.Conflict, token.Refusal?.Reason);
        Assert.Contains("approved", token.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(world.Grants.List(await world.Permit(world.Grants.Actions.List, null, world.Operator()), openOnly: false).Single().CollectedAt);
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.collected");
    }

    [Fact]
    public async Task What_was_taken_from_him_before_he_approved_does_not_count_against_it()
    {
        using var world = new BreakGlassWorld();
        world.Write(DirectoryChange.RevokeMember(TenantId.Platform, Bob.Issuer, Bob.Subject, mayReturn: true));
        world.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.True((await UseAsync(world, world.Enter(await world.Open()))).IsAllowed);
    }

    [Fact]
    public async Task What_is_taken_from_others_changes_nothing()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());

        world.Write(DirectoryChange.RevokeMember(TenantId.Platform, TestWorld.Idp, "carol", mayReturn: false));
        world.Write(DirectoryChange.RevokeMember(TestWorld.Acme, Bob.Issuer, Bob.Subject, mayReturn: false));

        Assert.True((await UseAsync(world, claim)).IsAllowed);
    }

    [Fact]
    public async Task Key_that_approved_and_is_revoked_takes_its_word_with_it()
    {
        using var world = new BreakGlassWorld(static b => b.AddApiKeys().AddAdministration());
        TenantApiKeys keys = world.World.Services.GetRequiredService<TenantApiKeys>();
        IssuedApiKey key = (await keys.IssueForHostAsync(TenantId.Platform, new NewApiKey { Role = TenantRole.Owner, Scopes = ["operator.admin"] }, default)).Value!;
        VerifiedTenantClaim robot = (await world.World.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync(key.Text, default)).Claim!;
        string id = (await world.Request()).Value!.Id.ToString();
        Assert.True((await world.Approve(id, robot)).IsDone);
        Assert.True((await world.Collect(id)).IsDone);
        BreakGlassGrant grant = Assert.Single(world.Grants.List(await world.Permit(world.Grants.Actions.List, null, world.Operator()), openOnly: true));
        VerifiedTenantClaim claim = world.Enter(grant);
        Assert.True((await UseAsync(world, claim)).IsAllowed);

        world.Write(DirectoryChange.RevokeCredential(TenantId.Platform, robot.Issuer, robot.CredentialId!));

        Assert.Equal(DenyReason.Revoked, (await UseAsync(world, claim)).Decision.Reason);
        Assert.Equal("grant_approver", world.World.Issuer.Accept(world.Asserted(grant)).Detail);
    }

    private static BreakGlassWorld World(string loss, out UserId? member)
    {
        var world = new BreakGlassWorld();
        member = null;
        if (loss.StartsWith("member", StringComparison.Ordinal))
        {
            member = UserId.New();
            world.Write(DirectoryChange.AddMember(TenantId.Platform, Bob, member, TenantRole.Admin, DirectoryActor.Host));
            world.Time.Advance(TimeSpan.FromMinutes(10));
        }

        return world;
    }

    private static void Lose(BreakGlassWorld world, string loss, UserId? member)
    {
        DirectoryChange[] changes = loss switch
        {
            "revoked" => [DirectoryChange.RevokeMember(TenantId.Platform, Bob.Issuer, Bob.Subject, mayReturn: true)],
            "shut out" => [DirectoryChange.RevokeMember(TenantId.Platform, Bob.Issuer, Bob.Subject, mayReturn: false)],
            "shut out and reinstated" =>
            [
                DirectoryChange.RevokeMember(TenantId.Platform, Bob.Issuer, Bob.Subject, mayReturn: false),
                DirectoryChange.ReinstateMember(TenantId.Platform, Bob.Issuer, Bob.Subject),
            ],
            "member of another role" => [DirectoryChange.SetRole(TenantId.Platform, member!, TenantRole.Readonly, DirectoryActor.Host)],
            "member removed" => [DirectoryChange.RemoveMember(TenantId.Platform, member!, DirectoryActor.Host)],
            _ =>
            [
                DirectoryChange.RemoveMember(TenantId.Platform, member!, DirectoryActor.Host),
                DirectoryChange.AddMember(TenantId.Platform, Bob, member!, TenantRole.Admin, DirectoryActor.Host),
            ],
        };
        Array.ForEach(changes, world.Write);
    }

    private static (DenyReason, string?) Refused(ClaimAcceptance acceptance) => (acceptance.Reason, acceptance.Detail);

    private static async Task<AccessResult> UseAsync(BreakGlassWorld world, VerifiedTenantClaim claim) =>
        await world.Engine.AuthorizeAsync(world.World.Request(claim, Tests.Authorization.Ask.Of(TestWorld.Acme)));
}
