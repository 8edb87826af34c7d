using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>Keys are listed in one order, last as long as was asked, and are issued by an operator where his host lets him in.</summary>
public sealed class TenantApiKeysTests
{
    [Fact]
    public async Task Keys_are_listed_newest_first_and_of_one_moment_by_their_ids()
    {
        using var world = new AdminWorld();
        world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
        string[] first = [.. Enumerable.Range(0, 8).Select(_ => world.Key(TestWorld.Acme, new NewApiKey()).Entry.Id.ToString()).Order(StringComparer.Ordinal)];
        world.Time.Advance(TimeSpan.FromSeconds(1));
        string last = world.Key(TestWorld.Acme, new NewApiKey()).Entry.Id.ToString();
        world.Key(TestWorld.Globex, new NewApiKey());

        IReadOnlyList<ApiKeyEntry> all = world.Keys.ListKeys(await world.PermitAsync(world.Admin(TestWorld.Acme, "owner"), world.Keys.List));

        Assert.Equal([last, .. first], all.Select(static k => k.Id.ToString()));
    }

    [Fact]
    public void Key_that_would_last_beyond_all_dates_has_no_end_and_one_without_any_time_is_misuse()
    {
        using var world = new AdminWorld();

        Assert.Null(world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.MaxValue }).Entry.ExpiresAt);
        Assert.Null(world.Key(TestWorld.Acme, new NewApiKey()).Entry.ExpiresAt);
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.Zero }));
    }

    [Fact]
    public async Task Operator_whose_host_lets_him_into_tenants_acts_there_by_that_and_not_as_a_member()
    {
        using var world = new AdminWorld(static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope);
        UserId ann = world.Join(TestWorld.Acme, "ann", TenantRole.Member);
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, world.Operator.Subject, mayReturn: false);

        IssuedApiKey key = (await world.Keys.IssueAsync(await PermitAsync(world, world.Keys.Issue), new NewApiKey { Role = TenantRole.Owner }, AdminWorld.Token)).Value!;

        Assert.Equal((TestWorld.Acme, TenantRole.Owner), (key.Entry.Tenant.Id, key.Entry.Role));
        Assert.True((await world.Keys.RotateAsync(await PermitAsync(world, world.Keys.Rotate, key.Entry.Id.ToString()), key.Entry.Id.ToString(), TimeSpan.Zero, AdminWorld.Token)).IsDone);
        Assert.Equal(TenantRole.Owner, (await world.Members.SetRoleAsync(
            await PermitAsync(world, world.Members.Change, ann.ToString()), ann.ToString(), TenantRole.Owner, null, AdminWorld.Token)).Value!.Role);
    }

    private static async Task<AccessPermit> PermitAsync(AdminWorld world, AccessAction action, string? id = null) => (await world.World.Engine.AuthorizeAsync(
        new AccessRequest(world.Operator, action, id is null ? ResourceRef.Collection(TestWorld.Acme) : ResourceRef.Owned(id, TestWorld.Acme), world.Time.Now), AdminWorld.Token)).Permit!;
}
