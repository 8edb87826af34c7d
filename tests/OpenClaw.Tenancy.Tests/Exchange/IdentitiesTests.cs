using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>A user sees his own tenants and nobody else's, and comes into another by a code that is used once.</summary>
public sealed class IdentitiesTests
{
    private const string WrongCode = "oinv_0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public async Task List_GivesTheUsersOwnTenantsWithHisRoles()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Globex, "alice", TenantRole.Owner);
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Initech, "alice");
        await world.JoinAsync(TestWorld.Initech, "bob", TenantRole.Owner);
        world.Directory.SetStatus(TestWorld.Initech, TenantStatus.Suspended);

        TenantIdentityResult result = await world.Identities.ListAsync(world.Shown("alice"), ExchangeWorld.Cancel);

        Assert.Equal(["acme: Member", "globex: Owner"], result.Tenants.Select(static t => $"{t.Id}: {t.Role}"));
        TenantIdentityResult nobody = await world.Identities.ListAsync(world.Shown("nobody"), ExchangeWorld.Cancel);
        Assert.True(nobody.IsDone);
        Assert.Empty(nobody.Tenants);
    }

    [Fact]
    public async Task List_WithWhatWasStolenBeforeARevocation_LeavesThatTenantOut()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Globex, "alice");
        ShownIdentity stolen = world.Shown("alice");
        world.Directory.RevokeMember(TestWorld.Acme, world.Provider.Issuer, "alice", mayReturn: true);

        Assert.Equal(TestWorld.Globex, Assert.Single((await world.Identities.ListAsync(stolen, ExchangeWorld.Cancel)).Tenants).Id);
    }

    [Fact]
    public async Task List_ForgedToken_IsRefusedAndRecorded()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();

        TenantIdentityResult result = await world.Identities.ListAsync(new ShownIdentity { IdentityToken = "x" }, ExchangeWorld.Cancel);

        Assert.Equal((false, DenyReason.TokenInvalid, 0), (result.IsDone, result.Reason, result.Tenants.Count));
        Assert.Equal("identities.tenants", Assert.Single(world.Ledger.Emitted).Action);
    }

    [Fact]
    public async Task Accept_OpenInvitation_MakesAMemberOnce()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        string code = await InviteAsync(world, TestWorld.Acme, TenantRole.Readonly);

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("newcomer"), code, ExchangeWorld.Cancel);

        Assert.Equal(("acme", TenantRole.Readonly), (result.Tenants[0].Id.ToString(), result.Tenants[0].Role));
        Assert.Equal((TestWorld.Acme, "invitations.accept"), (world.Ledger.Appended[^1].Tenant, world.Ledger.Appended[^1].Action));
        Assert.Single((await world.ClaimAsync(await world.TokenAsync("newcomer", "acme"))).Scopes);

        TenantIdentityResult again = await world.Identities.AcceptAsync(world.Shown("other"), code, ExchangeWorld.Cancel);
        Assert.Equal((DenyReason.ResourceAbsent, "no_invitation"), (again.Reason, again.Detail));
        await world.RefusedAsync("identity_unknown", world.Shown("other"), "acme");
    }

    [Fact]
    public async Task Accept_WrongEndedUsedAndWithdrawnCodes_LookAlike()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        string used = await InviteAsync(world, TestWorld.Acme);
        Assert.True((await world.Identities.AcceptAsync(world.Shown("first"), used, ExchangeWorld.Cancel)).IsDone);
        string suspended = await InviteAsync(world, TestWorld.Globex);
        world.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended);
        string ended = await InviteAsync(world, TestWorld.Acme, lifetime: TimeSpan.FromMinutes(1));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        string open = await InviteAsync(world, TestWorld.Acme);

        foreach (string code in (string[])[used, ended, suspended, WrongCode, string.Empty, "oinv_", open[..^1], open + "0", open.ToUpperInvariant(), "é" + open[1..]])
        {
            TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel);
            Assert.Equal((false, false, DenyReason.ResourceAbsent, "no_invitation"), (result.IsDone, result.IsConflict, result.Reason, result.Detail));
        }

        Assert.True((await world.Identities.AcceptAsync(world.Shown("alice"), open, ExchangeWorld.Cancel)).IsDone);
    }

    [Fact]
    public async Task Accept_ByOneWhoIsAMember_LeavesTheCodeAlone()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Readonly);
        string code = await InviteAsync(world, TestWorld.Acme, TenantRole.Admin);

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel);

        Assert.Equal((false, true, "member_already"), (result.IsDone, result.IsConflict, result.Detail));
        Assert.Single((await world.ClaimAsync(await world.TokenAsync("alice", "acme"))).Scopes);
        Assert.True((await world.Identities.AcceptAsync(world.Shown("bob"), code, ExchangeWorld.Cancel)).IsDone);
    }

    [Fact]
    public async Task Accept_WithALoginFromBeforeTheRemoval_BringsNobodyBack()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "owner", TenantRole.Owner);
        UserId user = await world.JoinAsync(TestWorld.Acme, "alice");
        ShownIdentity before = world.Shown("alice");
        await world.WriteAsync(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host));
        string code = await InviteAsync(world, TestWorld.Acme);

        Assert.Equal("revoked", (await world.Identities.AcceptAsync(before, code, ExchangeWorld.Cancel)).Detail);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel)).IsDone);
    }

    [Fact]
    public async Task Accept_ManyAtOnce_OneGetsIt()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        string code = await InviteAsync(world, TestWorld.Acme);
        ShownIdentity[] all = [.. Enumerable.Range(0, 32).Select(i => world.Shown($"user-{i}"))];

        TenantIdentityResult[] results = await Task.WhenAll(all.Select(shown => Task.Run(
            async () => await world.Identities.AcceptAsync(shown, code, ExchangeWorld.Cancel), ExchangeWorld.Cancel)));

        Assert.Single(results, static r => r.IsDone);
        Assert.All(results.Where(static r => !r.IsDone), static r => Assert.Equal(DenyReason.ResourceAbsent, r.Reason));
    }

    [Fact]
    public async Task Accept_LedgerFails_ChangesNothing()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        string code = await InviteAsync(world, TestWorld.Acme);
        world.Ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");

        Assert.Equal(DenyReason.AuditUnavailable, (await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel)).Reason);
        await world.RefusedAsync("identity_unknown", world.Shown("alice"), "acme");
    }

    internal static async Task<string> InviteAsync(ExchangeWorld world, TenantId tenant, TenantRole role = TenantRole.Member, TimeSpan? lifetime = null)
    {
        TenantMembers members = world.Get<TenantMembers>();
        VerifiedTenantClaim admin = world.World.Claim(tenant, "operator.admin");
        AccessResult earned = await world.Engine.AuthorizeAsync(new AccessRequest(admin, members.Invite, ResourceRef.Collection(tenant), world.Time.Now));
        DirectoryResult<IssuedInvitation> invitation = await members.InviteAsync(earned.Permit!, role, lifetime ?? TimeSpan.FromDays(1), ExchangeWorld.Cancel);
        return invitation.Value!.Code;
    }
}
