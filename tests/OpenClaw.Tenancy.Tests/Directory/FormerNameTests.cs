using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A name that is nobody's any more stands as the last who decided on it left it: open, left behind, or shut out by the host.</summary>
public sealed class FormerNameTests : IDisposable
{
    private readonly AdminWorld _world = new();
    private readonly UserId _ann;

    public FormerNameTests()
    {
        _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
        _ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Member);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Name_that_a_member_gives_up_is_as_open_as_before()
    {
        Link(_ann, "ann2");
        Unlink(_ann, "ann2");
        Link(_ann, "ann3");
        Unlink(_ann, "ann");

        Assert.Equal((DenyReason.None, DenyReason.None), (Answer("ann2"), Answer("ann")));
    }

    [Fact]
    public void Member_who_is_let_in_again_is_so_by_each_of_his_names()
    {
        Shut("zoe2");
        UserId zoe = _world.Join(TestWorld.Globex, "zoe", TenantRole.Member);
        Link(zoe, "zoe2");
        Write(DirectoryChange.AddMember(TestWorld.Acme, zoe, TenantRole.Member, DirectoryActor.Host));
        Assert.Equal(DenyReason.Revoked, Answer("zoe"));

        Write(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "zoe"));
        Unlink(zoe, "zoe2");

        Assert.Equal((DenyReason.None, DenyReason.None), (Answer("zoe"), Answer("zoe2")));
    }

    [Fact]
    public void Who_was_shut_out_by_his_id_is_let_in_by_no_tenant()
    {
        UserId zoe = _world.Join(TestWorld.Globex, "zoe", TenantRole.Member);
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, ApiKeyEntry.Issuer, zoe.ToString(), mayReturn: false));

        Write(DirectoryChange.AddMember(TestWorld.Acme, zoe, TenantRole.Member, DirectoryActor.Host));

        Assert.Equal(DenyReason.Revoked, Answer("zoe"));
    }

    [Fact]
    public void Token_from_before_the_revocation_of_one_name_does_not_come_in_by_a_membership()
    {
        UserId zoe = _world.Join(TestWorld.Globex, "zoe", TenantRole.Member);
        Link(zoe, "zoe2");
        DateTimeOffset before = _world.Time.Now;
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "zoe", mayReturn: true));
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Write(DirectoryChange.AddMember(TestWorld.Acme, zoe, TenantRole.Member, DirectoryActor.Host));

        Assert.Equal(DenyReason.Revoked, new Assertion(_world.World) { Subject = "zoe", CredentialId = null, IssuedAt = before, ExpiresAt = _world.Time.Now.AddMinutes(1) }.Present().Reason);
        Assert.Equal(DenyReason.None, new Assertion(_world.World) { Subject = "zoe", CredentialId = null }.Present().Reason);
    }

    [Theory]
    [InlineData(true, DenyReason.None)]
    [InlineData(false, DenyReason.Revoked)]
    public void Revocation_shuts_a_left_name_out_only_when_its_holder_may_not_return(bool mayReturn, DenyReason expected)
    {
        Leave("ann2");
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann2", mayReturn));

        _world.Join(TestWorld.Acme, "ann2", TenantRole.Member);

        Assert.Equal(expected, Answer("ann2"));
    }

    [Fact]
    public void Each_of_several_left_names_lets_its_new_holder_in()
    {
        Link(_ann, "ann3");
        Leave("ann2");
        Unlink(_ann, "ann3");

        _world.Join(TestWorld.Acme, "ann2", TenantRole.Member);
        UserId next = _world.Join(TestWorld.Acme, "ann3", TenantRole.Member);

        Assert.Equal((DenyReason.None, DenyReason.None), (Answer("ann2"), Answer("ann3")));
        Link(next, "next");
        Unlink(next, "ann3");
        Assert.Equal(DenyReason.None, Answer("ann3"));
    }

    [Fact]
    public void Left_name_that_was_let_in_again_is_shut_out_like_any_other()
    {
        Leave("ann2");
        Write(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "ann2"));
        UserId bob = _world.Join(TestWorld.Acme, "bob", TenantRole.Member);
        Link(bob, "ann2");
        Shut("bob");
        Unlink(bob, "ann2");

        _world.Join(TestWorld.Acme, "ann2", TenantRole.Member);

        Assert.Equal(DenyReason.Revoked, Answer("ann2"));
    }

    [Fact]
    public void Letting_in_who_was_never_out_ends_nothing()
    {
        VerifiedTenantClaim claim = _world.Admin(TestWorld.Acme, "stranger");
        Write(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "stranger"));
        Assert.Equal(DenyReason.None, _world.Decide(claim));

        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "stranger", mayReturn: true));
        claim = _world.Admin(TestWorld.Acme, "stranger");
        Write(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "stranger"));
        Assert.Equal(DenyReason.None, _world.Decide(claim));
    }

    [Fact]
    public void Former_member_of_a_deleted_tenant_gets_another_name()
    {
        Write(DirectoryChange.AddMember(TestWorld.Globex, _ann, TenantRole.Member, DirectoryActor.Host));
        Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Deleted));

        Link(_ann, "ann2");

        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Globex, "ann2").Reason);
    }

    [Fact]
    public void Holder_of_one_claim_among_many_is_reached_by_a_revocation()
    {
        VerifiedTenantClaim[] claims = [.. Enumerable.Range(0, 600).Select(i => _world.Admin(TestWorld.Initech, $"s{i}"))];

        for (int i = 0; i < claims.Length; i += 50)
        {
            Write(DirectoryChange.RevokeMember(TestWorld.Initech, TestWorld.Idp, $"s{i}", mayReturn: true));
            Assert.Equal((DenyReason.Revoked, DenyReason.None), (_world.Decide(claims[i]), _world.Decide(claims[i + 1])));
        }
    }

    private DenyReason Answer(string subject) => _world.Present(TestWorld.Acme, subject).Reason;

    private void Leave(string name)
    {
        Link(_ann, name);
        Write(DirectoryChange.RemoveMember(TestWorld.Acme, _ann, DirectoryActor.Host));
        Unlink(_ann, name);
    }

    private void Shut(string name) => Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, name, mayReturn: false));

    private void Link(UserId user, string name) => Write(DirectoryChange.LinkIdentity(user, new LinkedIdentity(TestWorld.Idp, name)));

    private void Unlink(UserId user, string name) => Write(DirectoryChange.UnlinkIdentity(user, new LinkedIdentity(TestWorld.Idp, name)));

    private void Write(DirectoryChange change) => _world.Write(change).RequireApplied();
}
