using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>A pilot has no more tenants than its host said.</summary>
public sealed class MaxTenantsTests
{
    [Fact]
    public async Task Sixth_tenant_of_five_is_refused_until_one_is_deleted()
    {
        using var world = new AdminWorld(o => o.MaxTenants = 5);
        AccessPermit permit = await world.PermitAsync(world.Operator, world.Registry.Create);
        Assert.True((await CreateAsync(world, permit, "t4")).IsDone);
        Assert.True((await CreateAsync(world, permit, "t5")).IsDone);

        Assert.Equal(DirectoryRefusalReason.LimitReached, (await CreateAsync(world, permit, "t6")).Refusal?.Reason);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        Assert.Equal(DirectoryRefusalReason.LimitReached, (await CreateAsync(world, permit, "t6")).Refusal?.Reason);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);
        Assert.True((await CreateAsync(world, permit, "t6")).IsDone);
        Assert.Equal(DirectoryRefusalReason.LimitReached, (await CreateAsync(world, permit, "t7")).Refusal?.Reason);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_as_many_are_created_as_there_is_room_for()
    {
        using var world = new AdminWorld(o => o.MaxTenants = 5);
        AccessPermit permit = await world.PermitAsync(world.Operator, world.Registry.Create);

        DirectoryResult<CreatedTenant>[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => CreateAsync(world, permit, $"new{i}"))));

        Assert.Equal(2, results.Count(static r => r.IsDone));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    [InlineData(100)]
    public void Number_that_counts_is_the_changes_own_in_every_process(int? configured)
    {
        using var world = new JournalWorld(options: o => o.MaxTenants = configured);

        Assert.Equal(DirectoryRefusalReason.LimitReached, world.Apply(DirectoryChange.Register(new TenantRegistration(TenantId.From("fourth")), maxTenants: 3)));
        Assert.Null(world.Apply(DirectoryChange.Register(new TenantRegistration(TenantId.From("fourth")), maxTenants: 4)));
        Assert.Null(world.Apply(DirectoryChange.Register(new TenantRegistration(TenantId.From("fifth")))));
    }

    private static Task<DirectoryResult<CreatedTenant>> CreateAsync(AdminWorld world, AccessPermit permit, string id) =>
        world.Registry.CreateAsync(permit, new NewTenant { Id = TenantId.From(id), DisplayName = id }, AdminWorld.Token);
}
