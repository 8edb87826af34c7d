using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>A tenant that is deleted takes nothing of others with it, keeps nothing, and never comes back.</summary>
public sealed class TenantDeletionTests : IDisposable
{
    private readonly Holdings _holdings = new();
    private readonly AdminWorld _world;

    public TenantDeletionTests() => _world = new AdminWorld(build: b => b.Services.AddSingleton<ITenantHoldings>(_holdings));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Tenant_that_holds_data_is_left_as_it_is_without_force()
    {
        _holdings.Holds.Add(TestWorld.Acme);
        VerifiedTenantClaim claim = _world.Admin(TestWorld.Acme, "ann");

        Assert.Equal(DirectoryRefusalReason.Conflict, (await DeleteAsync(force: false)).Refusal?.Reason);

        Assert.Equal((TenantStatus.Active, DenyReason.None), (Status, _world.Decide(claim)));
        Assert.Empty(_holdings.Erased);
    }

    [Fact]
    public async Task What_comes_in_between_is_not_removed_without_force()
    {
        _holdings.Before = what => _ = what == "any" && _holdings.Holds.Add(TestWorld.Acme);

        Assert.Equal(DirectoryRefusalReason.Conflict, (await DeleteAsync(force: false)).Refusal?.Reason);

        Assert.Equal(TenantStatus.Active, Status);
        Assert.Empty(_holdings.Erased);
        Assert.Contains(TestWorld.Acme, _holdings.Holds);
    }

    [Fact]
    public async Task Tenant_that_another_operator_opens_meanwhile_is_not_removed()
    {
        _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended)).RequireApplied();
        _holdings.Before = what =>
        {
            if (what == "any")
            {
                _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active)).RequireApplied();
                _holdings.Holds.Add(TestWorld.Acme);
            }
        };

        Assert.Equal(DirectoryRefusalReason.Conflict, (await DeleteAsync(force: false)).Refusal?.Reason);

        Assert.Equal(TenantStatus.Active, Status);
        Assert.Empty(_holdings.Erased);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Deletion_that_gives_up_does_not_open_what_another_operator_shut_meanwhile(int look)
    {
        int asked = 0;
        _holdings.Before = what =>
        {
            _holdings.Holds.Add(TestWorld.Acme);
            if (what == "any" && ++asked == look)
            {
                _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended)).RequireApplied();
            }
        };

        Assert.Equal(DirectoryRefusalReason.Conflict, (await DeleteAsync(force: false)).Refusal?.Reason);

        Assert.Equal(TenantStatus.Suspended, Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deleted_tenant_is_gone_with_every_credential_and_its_id_stays_taken(bool force)
    {
        if (force)
        {
            _holdings.Holds.Add(TestWorld.Acme);
        }

        _holdings.Holds.Add(TestWorld.Globex);
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Owner);
        _world.Write(DirectoryChange.AddMember(TestWorld.Globex, ann, TenantRole.Member, DirectoryActor.Host)).RequireApplied();
        string key = _world.Key(TestWorld.Acme, new NewApiKey()).Text;
        VerifiedTenantClaim[] dead = [_world.Admin(TestWorld.Acme, "ann"), _world.Admin(TestWorld.Acme, "bob"), (await _world.VerifyAsync(key)).Claim!];
        VerifiedTenantClaim other = _world.Admin(TestWorld.Globex, "ann");

        Assert.Equal(TenantStatus.Deleted, (await DeleteAsync(force)).Value!.Status);

        Assert.All(dead, claim => Assert.Equal(DenyReason.TenantInactive, _world.Decide(claim)));
        Assert.Equal(DenyReason.None, _world.Decide(other));
        Assert.False((await _world.VerifyAsync(key)).IsAccepted);
        Assert.Equal([TestWorld.Globex], _holdings.Holds);
        AccessPermit list = await _world.PermitAsync(_world.Operator, _world.Registry.List);
        Assert.Contains(_world.Registry.ListTenants(list, null, 10), static t => t.Id == TestWorld.Acme && t.Status == TenantStatus.Deleted);
        foreach (string id in (string[])["acme", "acrne"])
        {
            Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.Register(new TenantRegistration(TenantId.From(id)))).Refusal?.Reason);
        }

        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active)).Refusal?.Reason);
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.AddMember(TestWorld.Acme, ann, TenantRole.Owner, DirectoryActor.Host)).Refusal?.Reason);
    }

    [Fact]
    public async Task Everything_that_keeps_something_of_the_tenant_removes_it()
    {
        Holdings[] all = [new(), new(), new()];
        using var world = new AdminWorld(build: b => Array.ForEach(all, h => b.Services.AddSingleton<ITenantHoldings>(h)));
        all[2].Holds.Add(TestWorld.Acme);
        AccessPermit permit = await world.PermitAsync(world.Operator, world.Registry.Delete, "acme");

        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Registry.DeleteAsync(permit, "acme", false, AdminWorld.Token)).Refusal?.Reason);
        Assert.True((await world.Registry.DeleteAsync(await world.PermitAsync(world.Operator, world.Registry.Delete, "acme"), "acme", true, AdminWorld.Token)).IsDone);

        Assert.All(all, static h => Assert.Equal([TestWorld.Acme], h.Erased));
    }

    [Theory]
    [InlineData("any", TenantStatus.Active)]
    [InlineData("erase", TenantStatus.Suspended)]
    public async Task Failure_deletes_nothing_and_the_next_attempt_goes_on(string fails, TenantStatus left)
    {
        _holdings.Holds.Add(TestWorld.Acme);
        _holdings.Before = what => _ = what == fails ? throw new IOException("disk") : 0;

        await Assert.ThrowsAsync<IOException>(() => DeleteAsync(force: fails == "erase"));
        Assert.Equal(left, Status);

        _holdings.Before = static _ => { };
        Assert.True((await DeleteAsync(force: true)).IsDone);
        Assert.Equal(TenantStatus.Deleted, Status);
    }

    private TenantStatus Status => _world.Directory.TryFind("acme", out TenantEntry? entry) ? entry.Status : TenantStatus.Unknown;

    private async Task<DirectoryResult<TenantRecord>> DeleteAsync(bool force) => await _world.Registry.DeleteAsync(
        await _world.PermitAsync(_world.Operator, _world.Registry.Delete, "acme"), "acme", force, AdminWorld.Token);
}
