using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A record of a key is refused where the key is another's, is above its actor, is one too many, or went through too many hands.</summary>
public sealed class KeyRecordTests : IDisposable
{
    private const string Host = """{"held":"Owner","unbound":true}""";
    private const string Admin = """{"held":"Admin"}""";

    private readonly JournalWorld _world = new();
    private int _digests;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("k1", 9)]
    [InlineData("k9", 1)]
    public void Key_with_an_id_or_a_digest_that_is_there_is_neither_issued_nor_comes_by_rotation(string id, int digest)
    {
        Assert.Null(Issue("k1", digest: 1));
        Assert.Null(Issue("k2", digest: 2));

        Assert.Equal(DirectoryRefusalReason.Conflict, Issue(id, digest: digest));
        Assert.Equal(DirectoryRefusalReason.Conflict, Rotate("k2", id, digest: digest));
        Assert.Null(Rotate("k2", "k9", digest: 9));
    }

    [Fact]
    public void Digest_of_a_key_is_of_no_other_tenant_and_of_no_first_key()
    {
        Assert.Null(Issue("k1", digest: 1));

        Assert.Equal(DirectoryRefusalReason.Conflict, Issue("k1", digest: 1, tenant: "globex"));
        Assert.Equal(DirectoryRefusalReason.Conflict, Register(digest: 1));
        Assert.Null(Register(digest: 2));
        Assert.Equal(DirectoryRefusalReason.Conflict, Issue("k3", digest: 2));
        Assert.Null(Rotate("first", "second", digest: 3, tenant: "hooli"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Key_above_its_actor_is_neither_rotated_nor_revoked_whether_it_lives_or_not(bool ended)
    {
        Assert.Null(Issue("k1"));
        Assert.Null(ended ? Revoke("k1", Host) : null);

        Assert.Equal(DirectoryRefusalReason.NotAllowed, Rotate("k1", "k2", actor: Admin));
        Assert.Equal(DirectoryRefusalReason.NotAllowed, Revoke("k1", Admin));
        Assert.Equal(ended ? DirectoryRefusalReason.Conflict : null, Rotate("k1", "k2"));
        Assert.Equal(DirectoryRefusalReason.NotFound, Revoke("k9", Admin));
    }

    [Fact]
    public void Thousand_live_keys_are_the_most_and_one_that_ends_makes_room()
    {
        for (int i = 0; i < 999; i++)
        {
            Assert.Null(Issue($"k{i}"));
        }

        Assert.Null(Rotate("k0", "k999"));
        Assert.Equal(DirectoryRefusalReason.LimitReached, Issue("k1000"));
        Assert.Equal(DirectoryRefusalReason.LimitReached, Rotate("k1", "k1000"));
        Assert.Null(Revoke("k2", Host));
        Assert.Null(Rotate("k1", "k1000"));
    }

    [Fact]
    public void Key_goes_through_thirty_two_hands_and_no_more()
    {
        Assert.Null(Issue("k1"));
        for (int i = 2; i <= 32; i++)
        {
            Assert.Null(Issue($"k{i}", actor: Hand($"k{i - 1}", i)));
        }

        Assert.Equal(DirectoryRefusalReason.LimitReached, Issue("k33", actor: Hand("k32", 33)));
        Assert.Equal(DirectoryRefusalReason.LimitReached, Rotate("k32", "k33", actor: Stranger(33)));
        Assert.Equal(DirectoryRefusalReason.LimitReached, Rotate("k1", "k33", actor: Hand("k32", 33)));
        Assert.Null(Rotate("k32", "k33", actor: Stranger(32)));
        Assert.Null(Issue("k34", actor: Stranger(33)));
    }

    [Fact]
    public void Key_whose_maker_names_a_key_that_is_not_there_is_not_issued() =>
        Assert.Equal(DirectoryRefusalReason.NotAllowed, Issue("k1", actor: Hand("gone", 1)));

    [Theory]
    [InlineData("""{"held":"Admin"}""", "Member")]
    [InlineData("""{"held":"Admin"}""", "Readonly")]
    [InlineData("""{"held":"Admin"}""", null)]
    [InlineData("""{"held":"None"}""", null)]
    public void Who_stands_below_the_last_owner_is_told_that_he_may_not_before_anything_else(string actor, string? role)
    {
        var owner = UserId.New();
        _world.Require(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", "owner"), owner, TenantRole.Owner, DirectoryActor.Host));

        string text = role is null
            ? JournalWorld.By(actor, DirectoryChange.RemoveMember(TestWorld.Acme, owner, DirectoryActor.Host))
            : JournalWorld.By(actor, DirectoryChange.SetRole(TestWorld.Acme, owner, Enum.Parse<TenantRole>(role), DirectoryActor.Host));

        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(text));
    }

    [Fact]
    public void Invitation_above_its_actor_is_not_issued_and_one_that_has_ended_makes_room_for_its_id()
    {
        Assert.Equal(DirectoryRefusalReason.NotAllowed, Invite("i1", 1, Admin));
        Assert.Null(Invite("i1", 1));
        Assert.Equal(DirectoryRefusalReason.NotAllowed, Invite("i1", 1, Admin));
        Assert.Equal(DirectoryRefusalReason.Conflict, Invite("i1", 2));
        Assert.Equal(DirectoryRefusalReason.Conflict, Invite("i2", 1));

        _world.World.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(Invite("i2", 2));
        Assert.Null(Invite("i1", 1));
    }

    [Fact]
    public void Thousand_open_invitations_are_the_most()
    {
        for (int i = 0; i < 1000; i++)
        {
            Assert.Null(Invite($"i{i}", i));
        }

        Assert.Equal(DirectoryRefusalReason.LimitReached, Invite("i1000", 1000));
    }

    [Fact]
    public void Version_of_a_member_is_the_place_of_his_last_change()
    {
        var user = UserId.New();
        _world.Require(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", "ann"), user, TenantRole.Member, DirectoryActor.Host));
        long added = _world.Directory.AppliedSequence;
        _world.Require(DirectoryChange.SetRole(TestWorld.Acme, user, TenantRole.Readonly, DirectoryActor.Host, added));

        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host, added)));
        _world.Require(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host, added + 1));
        long removed = _world.Directory.AppliedSequence;
        _world.Require(DirectoryChange.AddMember(TestWorld.Acme, user, TenantRole.Member, DirectoryActor.Host));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host, removed)));
        _world.Require(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host, removed + 1));
    }

    private static string Stranger(int number) => $$$"""{"held":"Owner","stranger":{"issuer":"idp","subject":"s{{{number}}}"}}""";

    private static string Hand(string key, int number) => $$$"""{"held":"Owner","key":"{{{key}}}","stranger":{"issuer":"idp","subject":"s{{{number}}}"}}""";

    private DirectoryRefusalReason? Issue(string id, string? actor = null, int? digest = null, string tenant = "acme") => _world.Apply(
        $$"""{"kind":"KeyIssued","v":1,"tenant":"{{tenant}}","key":"{{id}}","digest":"{{Digest(digest)}}","role":"Owner","scopes":["operator.read"],"actor":{{actor ?? Host}}}""");

    private DirectoryRefusalReason? Rotate(string id, string by, string? actor = null, int? digest = null, string tenant = "acme") => _world.Apply(
        $$"""{"kind":"KeyRotated","v":1,"tenant":"{{tenant}}","by":"{{by}}","digest":"{{Digest(digest)}}","overlapEndsTicks":{{DateTime.MaxValue.Ticks}},"key":"{{id}}","actor":{{actor ?? Host}}}""");

    private DirectoryRefusalReason? Revoke(string id, string actor) => _world.Apply($$"""{"kind":"KeyRevoked","v":1,"tenant":"acme","key":"{{id}}","actor":{{actor}}}""");

    private DirectoryRefusalReason? Register(int digest) => _world.Apply(
        $$"""{"kind":"TenantRegistered","v":1,"tenant":"hooli","status":"Active","hosts":[],"issuers":[],"names":[],"firstKey":"first","firstDigest":"{{Digest(digest)}}"}""");

    private DirectoryRefusalReason? Invite(string id, int digest, string actor = Host) => _world.Apply(
        $$"""{"kind":"InvitationIssued","v":1,"tenant":"acme","invitation":"{{id}}","digest":"{{Digest(digest)}}","role":"Owner","expiresTicks":{{(_world.World.Time.Now + TimeSpan.FromHours(1)).UtcTicks}},"actor":{{actor}}}""");

    private string Digest(int? number) => (number ?? 1_000_000 + _digests++).ToString("x64");
}
