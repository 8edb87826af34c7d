using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A user is a member of any number of tenants, with a role in each; what he holds in one dies there alone.</summary>
public sealed class MembershipTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task One_user_has_a_role_of_its_own_in_each_tenant()
    {
        UserId user = _world.Join(TestWorld.Acme, "ann", TenantRole.Owner);
        _world.Write(DirectoryChange.AddMember(TestWorld.Globex, user, TenantRole.Readonly, DirectoryActor.Host)).RequireApplied();

        Assert.Equal((user, TenantRole.Owner), await MemberAsync(TestWorld.Acme));
        Assert.Equal((user, TenantRole.Readonly), await MemberAsync(TestWorld.Globex));
    }

    [Fact]
    public async Task Identity_that_is_known_is_the_same_user_whatever_id_is_proposed()
    {
        UserId user = _world.Join(TestWorld.Acme, "ann", TenantRole.Owner);
        UserId proposed = _world.Join(TestWorld.Globex, "ann", TenantRole.Member);

        Assert.NotEqual(user, proposed);
        Assert.Equal(user, (await MemberAsync(TestWorld.Globex)).User);
    }

    [Fact]
    public void User_id_of_somebody_else_and_unknown_user_are_refused()
    {
        UserId user = _world.Join(TestWorld.Acme, "ann", TenantRole.Owner);

        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.AddMember(TestWorld.Globex, new LinkedIdentity("idp", "bob"), user, TenantRole.Member, DirectoryActor.Host)));
        Assert.Equal(DirectoryRefusalReason.NotFound, Refusal(DirectoryChange.AddMember(TestWorld.Globex, UserId.New(), TenantRole.Member, DirectoryActor.Host)));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.AddMember(TestWorld.Acme, user, TenantRole.Member, DirectoryActor.Host)));
        Assert.Equal(DirectoryRefusalReason.NotFound, Refusal(DirectoryChange.SetRole(TestWorld.Globex, user, TenantRole.Member, DirectoryActor.Host)));
        Assert.Throws<ArgumentException>(() => DirectoryChange.AddMember(TestWorld.Globex, user, TenantRole.None, DirectoryActor.Host));
        Assert.Throws<ArgumentException>(() => DirectoryChange.SetRole(TestWorld.Acme, user, (TenantRole)17, DirectoryActor.Host));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("role")]
    public void Removal_and_role_change_kill_his_claims_in_that_tenant_and_nothing_else(string what)
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        _world.Write(DirectoryChange.AddMember(TestWorld.Globex, ann, TenantRole.Admin, DirectoryActor.Host)).RequireApplied();
        _world.Join(TestWorld.Acme, "bob", TenantRole.Admin);
        VerifiedTenantClaim here = _world.Admin(TestWorld.Acme, "ann");
        VerifiedTenantClaim there = _world.Admin(TestWorld.Globex, "ann");
        VerifiedTenantClaim bob = _world.Admin(TestWorld.Acme, "bob");
        long before = _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "ann");

        _world.Write(what == "removed"
            ? DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host)
            : DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Readonly, DirectoryActor.Host)).RequireApplied();

        Assert.Equal(DenyReason.Revoked, _world.Decide(here));
        Assert.Equal((DenyReason.None, DenyReason.None), (_world.Decide(there), _world.Decide(bob)));
        Assert.True(_world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "ann") > before);
        Assert.Equal(what == "removed" ? DenyReason.Revoked : DenyReason.None, _world.Present(TestWorld.Acme, "ann").Reason);
    }

    [Fact]
    public void What_was_issued_before_or_between_stays_dead_when_a_member_comes_back()
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Owner);
        _world.Join(TestWorld.Acme, "bob", TenantRole.Owner);
        VerifiedTenantClaim claim = _world.Admin(TestWorld.Acme, "ann");
        long before = Generation("ann");
        _world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host)).RequireApplied();
        long between = Generation("ann");

        _world.Write(DirectoryChange.AddMember(TestWorld.Acme, ann, TenantRole.Readonly, DirectoryActor.Host)).RequireApplied();

        Assert.Equal(DenyReason.Revoked, _world.Decide(claim));
        Assert.True(before < between && between < Generation("ann"));
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Acme, "ann").Reason);
    }

    [Fact]
    public void Whom_the_host_shut_out_no_tenant_lets_in_again()
    {
        _world.Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "eve", mayReturn: false)).RequireApplied();
        UserId eve = _world.Join(TestWorld.Acme, "eve", TenantRole.Member);
        _world.Write(DirectoryChange.LinkIdentity(eve, new LinkedIdentity(TestWorld.Idp, "eve2"))).RequireApplied();
        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "eve").Reason);
        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "eve2").Reason);

        _world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, eve, DirectoryActor.Host)).RequireApplied();
        _world.Write(DirectoryChange.AddMember(TestWorld.Acme, eve, TenantRole.Admin, DirectoryActor.Host)).RequireApplied();
        _world.Write(DirectoryChange.SetRole(TestWorld.Acme, eve, TenantRole.Owner, DirectoryActor.Host)).RequireApplied();
        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "eve").Reason);
        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "eve2").Reason);

        _world.Write(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "eve2")).RequireApplied();
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Acme, "eve").Reason);
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Acme, "eve2").Reason);
    }

    [Fact]
    public async Task Version_that_is_not_the_current_one_is_a_conflict()
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Member);
        TenantMember member = Assert.Single(_world.Members.ListMembers(await ListAsync(TestWorld.Acme), null, 10));
        long seen = member.Version;

        Assert.True(_world.Write(DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Admin, DirectoryActor.Host, seen)).IsApplied);
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Readonly, DirectoryActor.Host, seen)));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host, seen)));
        Assert.True(_world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host, member.Version)).IsApplied);
    }

    private DirectoryRefusalReason? Refusal(DirectoryChange change) => _world.Write(change).Refusal?.Reason;

    private long Generation(string subject) => _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, subject);

    private async Task<AccessPermit> ListAsync(TenantId tenant) => await _world.PermitAsync(_world.Admin(tenant, "auditor"), _world.Members.List);

    private async Task<(UserId User, TenantRole Role)> MemberAsync(TenantId tenant)
    {
        TenantMember member = Assert.Single(_world.Members.ListMembers(await ListAsync(tenant), null, 10));
        return (member.UserId, member.Role);
    }
}
