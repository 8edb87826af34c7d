using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>An invitation lets in one, for a while, and only what its maker may still give.</summary>
public sealed class InvitationTests : IDisposable
{
    private readonly JournalWorld _world = new();
    private readonly UserId _maker = UserId.New();
    private int _joins;

    public InvitationTests()
    {
        _world.Require(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", "owner"), UserId.New(), TenantRole.Owner, DirectoryActor.Host));
        _world.Require(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", "maker"), _maker, TenantRole.Admin, DirectoryActor.Host));
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Invitation_is_used_once_and_gives_its_own_role()
    {
        Invite("i1", TenantRole.Readonly);

        Assert.Null(Redeem("i1", TenantRole.Owner, out string user));
        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i1", TenantRole.Readonly, out _));

        // He is readonly, whatever he asked for: so he grants nothing.
        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(JournalWorld.By(
            JournalWorld.User(UserId.From(user)), DirectoryChange.SetRole(TestWorld.Acme, _maker, TenantRole.Readonly, DirectoryActor.Host))));
    }

    [Fact]
    public void Invitation_ends_and_is_withdrawn()
    {
        Invite("i1", TenantRole.Member);
        Invite("i2", TenantRole.Member);
        Assert.Null(_world.Apply($$"""{"kind":"InvitationWithdrawn","v":1,"tenant":"acme","invitation":"i2","actor":{{JournalWorld.User(_maker)}}}"""));
        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i2", TenantRole.Member, out _));

        _world.World.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i1", TenantRole.Member, out _));
    }

    [Fact]
    public void Invitation_of_another_tenant_is_none()
    {
        Invite("i1", TenantRole.Member);

        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i1", TenantRole.Member, out _, tenant: "globex"));
        Assert.Null(Redeem("i1", TenantRole.Member, out _));
    }

    [Fact]
    public void Invitation_is_worth_nothing_once_its_maker_could_not_make_it()
    {
        Invite("i1", TenantRole.Admin);
        Invite("i2", TenantRole.Readonly);
        _world.Require(DirectoryChange.RemoveMember(TestWorld.Acme, _maker, DirectoryActor.Host));

        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i1", TenantRole.Admin, out _, "maker"));
        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i2", TenantRole.Readonly, out _));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("demoted")]
    public void Invitation_that_is_void_stays_so_when_its_maker_is_again_what_he_was(string what)
    {
        Invite("i1", TenantRole.Admin);
        Invite("i2", TenantRole.Readonly);
        _world.Require(what == "removed"
            ? DirectoryChange.RemoveMember(TestWorld.Acme, _maker, DirectoryActor.Host)
            : DirectoryChange.SetRole(TestWorld.Acme, _maker, TenantRole.Member, DirectoryActor.Host));
        _world.Require(what == "removed"
            ? DirectoryChange.AddMember(TestWorld.Acme, _maker, TenantRole.Admin, DirectoryActor.Host)
            : DirectoryChange.SetRole(TestWorld.Acme, _maker, TenantRole.Admin, DirectoryActor.Host));

        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i1", TenantRole.Admin, out _));
        Assert.Equal(DirectoryRefusalReason.NotFound, Redeem("i2", TenantRole.Readonly, out _));
        Invite("i1", TenantRole.Admin);
        Assert.Null(Redeem("i1", TenantRole.Admin, out _));
    }

    [Fact]
    public void Invitation_outlives_a_rise_of_its_maker_and_the_fall_of_another()
    {
        Invite("i1", TenantRole.Admin);
        _world.Require(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", "other"), UserId.From("other"), TenantRole.Admin, DirectoryActor.Host));
        _world.Require(DirectoryChange.RemoveMember(TestWorld.Acme, UserId.From("other"), DirectoryActor.Host));
        _world.Require(DirectoryChange.SetRole(TestWorld.Acme, _maker, TenantRole.Owner, DirectoryActor.Host));

        Assert.Null(Redeem("i1", TenantRole.Admin, out _));
    }

    [Fact]
    public void Digest_and_id_of_an_invitation_are_taken_once()
    {
        Invite("i1", TenantRole.Member);

        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(Text("i1", new string('e', 64), TenantRole.Member)));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(Text("i9", Digest("i1"), TenantRole.Member)));
    }

    [Fact]
    public void A_thousand_open_invitations_are_the_most()
    {
        for (int i = 0; i < 1000; i++)
        {
            Invite($"i{i}", TenantRole.Readonly);
        }

        Assert.Equal(DirectoryRefusalReason.LimitReached, _world.Apply(Text("more", Digest("more"), TenantRole.Readonly)));
        _world.World.Time.Advance(TimeSpan.FromHours(1));
        Invite("later", TenantRole.Readonly);
    }

    private static string Digest(string id) => string.Concat(id.Select(static c => ((int)c).ToString("x2", null))).PadLeft(64, '0');

    private void Invite(string id, TenantRole role) => Assert.Null(_world.Apply(Text(id, Digest(id), role)));

    private string Text(string id, string digest, TenantRole role) =>
        $$"""{"kind":"InvitationIssued","v":1,"tenant":"acme","invitation":"{{id}}","digest":"{{digest}}","role":"{{role}}","expiresTicks":{{_world.World.Time.Now.AddHours(1).UtcTicks}},"actor":{{JournalWorld.User(_maker)}}}""";

    private DirectoryRefusalReason? Redeem(string id, TenantRole role, out string user, string? subject = null, string tenant = "acme")
    {
        user = $"guest{_joins++}";
        return _world.Apply(
            $$$"""{"kind":"MemberAdded","v":1,"tenant":"{{{tenant}}}","user":"{{{user}}}","identity":{"issuer":"idp","subject":"{{{subject ?? user}}}"},"role":"{{{role}}}","invitation":"{{{id}}}","actor":{"held":"None"}}""");
    }
}
