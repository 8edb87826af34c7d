using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Nobody grants, takes or touches above what he holds when his change gets its turn.</summary>
public sealed class MemberGrantTests : IDisposable
{
    private static readonly TenantRole[] Roles = [TenantRole.Readonly, TenantRole.Member, TenantRole.Admin, TenantRole.Owner];

    // Row: the role that is touched. Column: the role that is granted. Both in the order of Roles.
    private static readonly Dictionary<TenantRole, string[]> MaySet = new()
    {
        [TenantRole.Readonly] = ["....", "....", "....", "...."],
        [TenantRole.Member] = ["....", "....", "....", "...."],
        [TenantRole.Admin] = ["yyy.", "yyy.", "yyy.", "...."],
        [TenantRole.Owner] = ["yyyy", "yyyy", "yyyy", "yyyy"],
    };

    private readonly JournalWorld _world = new();

    public MemberGrantTests() => Join("first", TenantRole.Owner);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Every_triple_of_actor_touched_and_granted_is_as_the_table_says()
    {
        for (int i = 0; i < 64; i++)
        {
            (TenantRole actor, TenantRole touched, TenantRole granted) = (Roles[i / 16], Roles[i / 4 % 4], Roles[i % 4]);
            UserId by = Join($"actor{i}", actor);
            UserId of = Join($"touched{i}", touched);
            bool may = MaySet[actor][i / 4 % 4][i % 4] == 'y';

            DirectoryRefusalReason? refused = _world.Apply(JournalWorld.By(JournalWorld.User(by), DirectoryChange.SetRole(TestWorld.Acme, of, granted, DirectoryActor.Host)));

            Assert.Equal((actor, touched, granted, may ? null : DirectoryRefusalReason.NotAllowed), (actor, touched, granted, refused));
        }
    }

    [Fact]
    public void Every_pair_of_actor_and_role_is_added_removed_and_invited_as_the_table_says()
    {
        for (int i = 0; i < 16; i++)
        {
            (TenantRole actor, TenantRole role) = (Roles[i / 4], Roles[i % 4]);
            string by = JournalWorld.User(Join($"actor{i}", actor));
            UserId known = Join($"known{i}", role);
            DirectoryRefusalReason? expected = MaySet[actor][i % 4][i % 4] == 'y' ? null : DirectoryRefusalReason.NotAllowed;

            Assert.Equal(expected, _world.Apply(JournalWorld.By(by, Add($"new{i}", role, out _))));
            Assert.Equal(expected, _world.Apply(JournalWorld.By(by, DirectoryChange.RemoveMember(TestWorld.Acme, known, DirectoryActor.Host))));
            Assert.Equal(expected, _world.Apply(
                $$"""{"kind":"InvitationIssued","v":1,"tenant":"acme","invitation":"i{{i}}","digest":"{{i:x64}}","role":"{{role}}","expiresTicks":{{long.MaxValue / 4}},"actor":{{by}}}"""));
            Assert.Equal(expected, _world.Apply(
                $$"""{"kind":"KeyIssued","v":1,"tenant":"acme","key":"k{{i}}","digest":"{{i:x64}}","role":"{{role}}","scopes":["operator.read"],"actor":{{by}}}"""));
        }
    }

    [Fact]
    public void Actor_who_was_demoted_removed_or_shut_out_meanwhile_grants_nothing()
    {
        UserId by = Join("by", TenantRole.Owner);
        UserId of = Join("of", TenantRole.Readonly);
        string text = JournalWorld.By(JournalWorld.User(by), DirectoryChange.SetRole(TestWorld.Acme, of, TenantRole.Member, DirectoryActor.Host));
        Assert.Null(_world.Apply(text));

        _world.Require(DirectoryChange.SetRole(TestWorld.Acme, by, TenantRole.Member, DirectoryActor.Host));
        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(text));

        _world.Require(DirectoryChange.SetRole(TestWorld.Acme, by, TenantRole.Owner, DirectoryActor.Host));
        _world.Require(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "by", mayReturn: false));
        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(text));

        _world.Require(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "by"));
        Assert.Null(_world.Apply(text));

        _world.Require(DirectoryChange.RemoveMember(TestWorld.Acme, by, DirectoryActor.Host));
        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(text));
    }

    [Fact]
    public void Owner_of_another_tenant_is_nobody_here()
    {
        UserId of = Join("of", TenantRole.Readonly);
        _world.Require(DirectoryChange.AddMember(TestWorld.Globex, new LinkedIdentity("idp", "boss"), UserId.From("boss"), TenantRole.Owner, DirectoryActor.Host));

        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(
            JournalWorld.By(JournalWorld.User(UserId.From("boss")), DirectoryChange.SetRole(TestWorld.Acme, of, TenantRole.Member, DirectoryActor.Host))));
    }

    [Theory]
    [InlineData("""{"held":"Owner","key":"k1"}""", true)]
    [InlineData("""{"held":"Owner","key":"unknown"}""", false)]
    [InlineData("""{"held":"None","key":"k1"}""", false)]
    [InlineData("""{"held":"Admin"}""", true)]
    [InlineData("""{"held":"Member"}""", false)]
    [InlineData("""{"held":"Admin","stranger":{"issuer":"idp","subject":"fine"}}""", true)]
    [InlineData("""{"held":"Admin","stranger":{"issuer":"idp","subject":"shut"}}""", false)]
    [InlineData("""{"held":"Owner","unbound":true}""", true)]
    public void Actor_without_a_user_grants_what_his_key_or_claim_holds(string actor, bool may)
    {
        _world.Require(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "shut", mayReturn: false));
        Assert.Null(_world.Apply(
            $$$"""{"kind":"KeyIssued","v":1,"tenant":"acme","key":"k1","digest":"{{{1:x64}}}","role":"Admin","scopes":["operator.admin"],"expiresTicks":{{{_world.World.Time.Now.AddHours(1).UtcTicks}}},"actor":{"held":"Owner","unbound":true}}"""));

        Assert.Equal(may ? null : DirectoryRefusalReason.NotAllowed, _world.Apply(JournalWorld.By(actor, Add("one", TenantRole.Admin, out _))));

        _world.World.Time.Advance(TimeSpan.FromHours(1));
        bool byKey = actor.Contains("k1", StringComparison.Ordinal);
        Assert.Equal(may && !byKey ? null : DirectoryRefusalReason.NotAllowed, _world.Apply(JournalWorld.By(actor, Add("two", TenantRole.Admin, out _))));
    }

    [Fact]
    public void Member_leaves_by_himself()
    {
        UserId member = Join("leaver", TenantRole.Readonly);

        Assert.Null(_world.Apply(JournalWorld.By(JournalWorld.User(member), DirectoryChange.RemoveMember(TestWorld.Acme, member, DirectoryActor.Host))));
    }

    [Fact]
    public void Key_of_an_owner_that_is_an_admins_does_not_make_him_leave()
    {
        // An admin issues keys of anybody up to admin, so one of an owner too, and holds its text.
        UserId owner = Join("owner", TenantRole.Owner);
        Join("second", TenantRole.Owner);
        Assert.Null(_world.Apply(
            $$$"""{"kind":"KeyIssued","v":1,"tenant":"acme","key":"k1","digest":"{{{1:x64}}}","role":"Admin","scopes":["operator.admin"],"user":"{{{owner}}}","actor":{{{JournalWorld.User(Join("admin", TenantRole.Admin))}}}}"""));

        Assert.Equal(DirectoryRefusalReason.NotAllowed, _world.Apply(JournalWorld.By(
            $$"""{"held":"Owner","user":"{{owner}}","key":"k1"}""", DirectoryChange.RemoveMember(TestWorld.Acme, owner, DirectoryActor.Host))));
    }

    private static DirectoryChange Add(string subject, TenantRole role, out UserId user) => DirectoryChange.AddMember(
        TestWorld.Acme, new LinkedIdentity(TestWorld.Idp, subject), user = UserId.New(), role, DirectoryActor.Host);

    private UserId Join(string subject, TenantRole role)
    {
        _world.Require(Add(subject, role, out UserId user));
        return user;
    }
}
