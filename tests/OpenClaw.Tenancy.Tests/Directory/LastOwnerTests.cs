using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A tenant that has an owner keeps one.</summary>
public sealed class LastOwnerTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Last_owner_is_neither_removed_nor_demoted_nor_leaves()
    {
        UserId first = _world.Join(TestWorld.Acme, "first", TenantRole.Owner);
        UserId second = _world.Join(TestWorld.Acme, "second", TenantRole.Owner);
        _world.Join(TestWorld.Acme, "third", TenantRole.Admin);
        Assert.True(_world.Write(DirectoryChange.SetRole(TestWorld.Acme, second, TenantRole.Admin, DirectoryActor.Host)).IsApplied);

        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, first, DirectoryActor.Host)).Refusal?.Reason);
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.SetRole(TestWorld.Acme, first, TenantRole.Admin, DirectoryActor.Host)).Refusal?.Reason);
        Assert.True(_world.Write(DirectoryChange.SetRole(TestWorld.Acme, first, TenantRole.Owner, DirectoryActor.Host)).IsApplied);
        Assert.True(_world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, second, DirectoryActor.Host)).IsApplied);
    }

    [Fact]
    public void Owner_who_comes_back_as_something_else_is_none()
    {
        UserId first = _world.Join(TestWorld.Acme, "first", TenantRole.Owner);
        UserId second = _world.Join(TestWorld.Acme, "second", TenantRole.Owner);
        _world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, second, DirectoryActor.Host)).RequireApplied();
        _world.Write(DirectoryChange.AddMember(TestWorld.Acme, second, TenantRole.Readonly, DirectoryActor.Host)).RequireApplied();

        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, first, DirectoryActor.Host)).Refusal?.Reason);
    }

    [Fact]
    public async Task Two_hundred_owners_who_remove_each_other_at_once_leave_one()
    {
        UserId[] owners = [.. Enumerable.Range(0, 200).Select(i => _world.Join(TestWorld.Acme, $"owner{i}", TenantRole.Owner))];
        var permits = new AccessPermit[owners.Length];
        for (int i = 0; i < owners.Length; i++)
        {
            permits[i] = await _world.PermitAsync(_world.Admin(TestWorld.Acme, $"owner{i}"), _world.Members.Remove, owners[(i + 1) % owners.Length].ToString());
        }

        using var start = new Barrier(8);
        int[] done = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(AdminWorld.Token);
                return Enumerable.Range(0, owners.Length).Where(i => i % 8 == worker).Count(i => Remove(permits[i], owners[(i + 1) % owners.Length]));
            },
            AdminWorld.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        AccessPermit list = await _world.PermitAsync(_world.Present(TestWorld.Acme, "auditor", "operator.admin").Claim!, _world.Members.List);
        Assert.Equal(200 - done.Sum(), _world.Members.ListMembers(list, null, 1000).Count);
        Assert.InRange(done.Sum(), 1, 199);
    }

    [Fact]
    public void Two_hundred_mutual_removals_in_turn_leave_one()
    {
        using var journal = new JournalWorld();
        UserId[] owners = [.. Enumerable.Range(0, 200).Select(static _ => UserId.New())];
        foreach (UserId owner in owners)
        {
            journal.Require(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", owner.ToString()), owner, TenantRole.Owner, DirectoryActor.Host));
        }

        int removed = owners.Count(owner => journal.Apply(DirectoryChange.RemoveMember(TestWorld.Acme, owner, DirectoryActor.Host)) is null);

        Assert.Equal(199, removed);
    }

    // A permit of somebody who was removed is dead, which is as good an answer as a refusal.
    private bool Remove(AccessPermit permit, UserId user)
    {
        try
        {
            return _world.Members.RemoveAsync(permit, user.ToString(), AdminWorld.Token).GetAwaiter().GetResult().IsApplied;
        }
        catch (TenantScopeRequiredException)
        {
            return false;
        }
    }
}
