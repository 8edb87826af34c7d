using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>What a tenant does with its members takes a permit of that tenant for exactly that.</summary>
public sealed class TenantMembersTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public TenantMembersTests() => _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Members_are_added_changed_listed_and_removed()
    {
        TenantMember ann = (await _world.Members.AddAsync(await PermitAsync(_world.Members.Add), new LinkedIdentity(TestWorld.Idp, "ann"), TenantRole.Member, AdminWorld.Token)).Value!;
        string id = ann.UserId.ToString();

        Assert.Equal(TenantRole.Admin, (await _world.Members.SetRoleAsync(await PermitAsync(_world.Members.Change, id), id, TenantRole.Admin, ann.Version, AdminWorld.Token)).Value!.Role);
        IReadOnlyList<TenantMember> all = _world.Members.ListMembers(await PermitAsync(_world.Members.List), null, 10);
        Assert.Equal(all.Select(static m => m.UserId.ToString()).Order(StringComparer.Ordinal), all.Select(static m => m.UserId.ToString()));
        Assert.Equal(all[1], Assert.Single(_world.Members.ListMembers(await PermitAsync(_world.Members.List), all[0].UserId.ToString(), 10)));
        Assert.True((await _world.Members.RemoveAsync(await PermitAsync(_world.Members.Remove, id), id, AdminWorld.Token)).IsApplied);
        Assert.Single(_world.Members.ListMembers(await PermitAsync(_world.Members.List), null, 10));
    }

    [Fact]
    public async Task Permit_for_one_member_or_act_is_none_for_another()
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Member);
        UserId bob = _world.Join(TestWorld.Acme, "bob", TenantRole.Member);
        AccessPermit remove = await PermitAsync(_world.Members.Remove, ann.ToString());

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Members.RemoveAsync(remove, bob.ToString(), AdminWorld.Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Members.SetRoleAsync(remove, ann.ToString(), TenantRole.Admin, null, AdminWorld.Token));
        Assert.Throws<TenantScopeRequiredException>(() => _world.Members.ListMembers(remove, null, 10));
    }

    [Fact]
    public async Task Member_of_another_tenant_is_not_found_by_a_permit_of_this_one()
    {
        UserId bob = _world.Join(TestWorld.Globex, "bob", TenantRole.Member);

        Assert.Equal(DirectoryRefusalReason.NotFound, (await _world.Members.RemoveAsync(
            await PermitAsync(_world.Members.Remove, bob.ToString()), bob.ToString(), AdminWorld.Token)).Refusal?.Reason);
    }

    [Fact]
    public async Task Token_whose_holder_is_no_member_is_an_admin_and_no_owner()
    {
        AccessPermit permit = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "outsider"), _world.Members.Add);

        Assert.True((await _world.Members.AddAsync(permit, new LinkedIdentity(TestWorld.Idp, "a"), TenantRole.Admin, AdminWorld.Token)).IsDone);
        Assert.Equal(DirectoryRefusalReason.NotAllowed,
            (await _world.Members.AddAsync(permit, new LinkedIdentity(TestWorld.Idp, "b"), TenantRole.Owner, AdminWorld.Token)).Refusal?.Reason);
    }

    [Fact]
    public async Task Platform_operator_without_a_way_into_the_tenant_earns_no_permit() => Assert.Equal(
        DenyReason.ScopeMissing,
        (await _world.World.Engine.AuthorizeAsync(new AccessRequest(_world.Operator, _world.Members.Add, ResourceRef.Collection(TestWorld.Acme), _world.Time.Now), AdminWorld.Token)).Decision.Reason);

    [Fact]
    public async Task Invitations_are_listed_until_they_end_or_are_withdrawn()
    {
        string one = await InviteAsync(TimeSpan.FromMinutes(1));
        string two = await InviteAsync(TimeSpan.FromMinutes(2));
        Assert.Equal([one, two], await OpenAsync());

        Assert.True((await _world.Members.WithdrawAsync(await PermitAsync(_world.Members.Withdraw, two), two, AdminWorld.Token)).IsApplied);
        Assert.Equal([one], await OpenAsync());
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await OpenAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => InviteAsync(TimeSpan.FromDays(31)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => InviteAsync(TimeSpan.Zero));
    }

    private Task<AccessPermit> PermitAsync(AccessAction action, string? id = null) => _world.PermitAsync(_world.Admin(TestWorld.Acme, "owner"), action, id);

    private async Task<string> InviteAsync(TimeSpan lifetime) => (await _world.Members.InviteAsync(
        await PermitAsync(_world.Members.Invite), TenantRole.Member, lifetime, AdminWorld.Token)).Value!.Invitation.Id.ToString();

    private async Task<string[]> OpenAsync() => [.. _world.Members.ListInvitations(await PermitAsync(_world.Members.List)).Select(static i => i.Id.ToString())];
}
