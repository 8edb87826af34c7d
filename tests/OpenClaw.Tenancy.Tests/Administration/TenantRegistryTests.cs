using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>Tenants are created, described, shut and deleted by platform operators; a tenant sees and names itself.</summary>
public sealed class TenantRegistryTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task New_tenant_is_active_and_its_key_is_an_owners_there_and_nobody_elsewhere()
    {
        CreatedTenant created = (await CreateAsync(new NewTenant { DisplayName = "Hooli", Region = "eu-1", RuntimeId = "rt-7" })).Value!;

        Assert.Matches("^t[a-z2-7]{26}$", created.Tenant.Id.ToString());
        Assert.Equal(("Hooli", "eu-1", "rt-7", TenantStatus.Active), (created.Tenant.DisplayName, created.Tenant.Region, created.Tenant.RuntimeId, created.Tenant.Status));
        VerifiedTenantClaim claim = (await _world.VerifyAsync(created.Key.Text)).Claim!;
        Assert.Equal((created.Tenant.Id, false), (claim.Tenant, claim.IsPlatform));
        Assert.True((await _world.IssueAsync(claim, new NewApiKey { Role = TenantRole.Owner })).IsDone);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.PermitAsync(claim, _world.Registry.List));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.PermitAsync(claim, _world.Registry.Create));
    }

    [Fact]
    public async Task Of_many_who_want_one_id_one_gets_it_with_a_key_that_works()
    {
        DirectoryResult<CreatedTenant>[] results = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            _ => Task.Run(() => CreateAsync(new NewTenant { Id = TenantId.From("hooli"), DisplayName = "Hooli" }))));

        DirectoryResult<CreatedTenant> one = Assert.Single(results, static r => r.IsDone);
        Assert.All(results.Where(static r => !r.IsDone), static r => Assert.Equal(DirectoryRefusalReason.Conflict, r.Refusal?.Reason));
        Assert.True((await _world.VerifyAsync(one.Value!.Key.Text)).IsAccepted);
    }

    [Theory]
    [InlineData("acrne")]
    [InlineData("g1obex")]
    [InlineData("gl0bex")]
    [InlineData("1nitech")]
    public async Task Id_that_looks_like_anothers_is_refused(string text)
    {
        if (text == "1nitech")
        {
            Assert.True((await CreateAsync(new NewTenant { Id = TenantId.From("lnitech"), DisplayName = "L" })).IsDone);
        }

        Assert.Equal(DirectoryRefusalReason.Conflict, (await CreateAsync(new NewTenant { Id = TenantId.From(text), DisplayName = "x" })).Refusal?.Reason);
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("prototype")]
    [InlineData("ACME")]
    [InlineData("Acme")]
    [InlineData("acme ")]
    [InlineData("acm\u0435")]
    [InlineData("\uff41cme")]
    [InlineData("a_b")]
    [InlineData("a.b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("platform")]
    [InlineData("xn--acme")]
    [InlineData("")]
    public void Text_that_is_no_id_becomes_none_and_in_a_journal_is_not_understood(string text)
    {
        Assert.False(TenantId.TryFrom(text, out _));
        using var journal = new JournalWorld();
        string record = DirectoryChange.Register(new TenantRegistration(TenantId.From("hooli"))).ToText();
        Assert.Contains("hooli", record, StringComparison.Ordinal);

        Assert.Throws<InvalidOperationException>(() => journal.Apply(record.Replace("hooli", text, StringComparison.Ordinal)));
        Assert.Equal(4, journal.Directory.Entries.Count);
    }

    [Theory]
    [InlineData("tostring")]
    [InlineData("valueof")]
    public async Task Word_that_means_something_elsewhere_is_an_id_like_any_other(string text)
    {
        CreatedTenant created = (await CreateAsync(new NewTenant { Id = TenantId.From(text), DisplayName = text })).Value!;

        Assert.Equal(text, created.Tenant.Id.ToString());
        Assert.Equal(created.Tenant.Id, (await _world.VerifyAsync(created.Key.Text)).Claim!.Tenant);
    }

    [Fact]
    public async Task Name_region_and_runtime_change_no_ones_access()
    {
        VerifiedTenantClaim claim = _world.Admin(TestWorld.Acme, "ann");
        VerifiedTenantClaim other = _world.Admin(TestWorld.Globex, "ann");
        TenantRecord before = _world.Registry.Find(await _world.PermitAsync(_world.Operator, _world.Registry.Read, "acme"), "acme")!;

        TenantRecord after = (await DescribeAsync("acme", "globex", before.Version)).Value!;

        Assert.Equal(("globex", TestWorld.Acme), (after.DisplayName, after.Id));
        Assert.Equal((DenyReason.None, DenyReason.None), (_world.Decide(claim), _world.Decide(other)));
        Assert.False(_world.Directory.TryFindHost("globex", out _));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await DescribeAsync("acme", "again", before.Version)).Refusal?.Reason);
        Assert.True((await DescribeAsync("acme", "again", after.Version)).IsDone);
    }

    [Fact]
    public async Task Tenant_sees_and_names_itself_and_nothing_more()
    {
        VerifiedTenantClaim claim = _world.Admin(TestWorld.Acme, "ann");
        AccessPermit rename = await _world.PermitAsync(claim, _world.Registry.RenameOwn, "acme");

        Assert.Equal("acme", _world.Registry.Find(await _world.PermitAsync(claim, _world.Registry.ReadOwn, "acme"), "acme")!.Id.ToString());
        Assert.True((await _world.Registry.DescribeAsync(rename, "acme", "New name", null, null, null, AdminWorld.Token)).IsDone);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.DescribeAsync(rename, "acme", "x", "eu-2", null, null, AdminWorld.Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.DescribeAsync(rename, "globex", "x", null, null, null, AdminWorld.Token));
        Assert.Equal("Newer name", (await _world.Registry.ChangeAsync(rename, "acme", "Newer name", null, null, AdminWorld.Token)).Value!.DisplayName);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.ChangeAsync(rename, "acme", "x", TenantStatus.Suspended, null, AdminWorld.Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.ChangeAsync(rename, "globex", "x", null, null, AdminWorld.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.PermitAsync(claim, _world.Registry.Change, "acme"));
    }

    [Fact]
    public async Task Suspended_tenant_is_listed_and_everything_of_it_is_dead_and_it_alone()
    {
        VerifiedTenantClaim claim = _world.Admin(TestWorld.Acme, "ann");
        VerifiedTenantClaim other = _world.Admin(TestWorld.Globex, "ann");
        AccessPermit permit = await _world.PermitAsync(claim, _world.Keys.List);

        Assert.True((await _world.Registry.SetStatusAsync(
            await _world.PermitAsync(_world.Operator, _world.Registry.Change, "acme"), "acme", TenantStatus.Suspended, null, AdminWorld.Token)).IsDone);

        Assert.Equal((DenyReason.TenantInactive, DenyReason.None), (_world.Decide(claim), _world.Decide(other)));
        Assert.Throws<TenantScopeRequiredException>(() => _world.Keys.ListKeys(permit));
        AccessPermit list = await _world.PermitAsync(_world.Operator, _world.Registry.List);
        Assert.Equal([("acme", TenantStatus.Suspended), ("globex", TenantStatus.Active), ("initech", TenantStatus.Active)],
            _world.Registry.ListTenants(list, null, 10).Select(static t => (t.Id.ToString(), t.Status)));
        Assert.Equal("initech", Assert.Single(_world.Registry.ListTenants(list, "globex", 10)).Id.ToString());
        await Assert.ThrowsAsync<ArgumentException>(async () => await _world.Registry.SetStatusAsync(
            await _world.PermitAsync(_world.Operator, _world.Registry.Change, "acme"), "acme", TenantStatus.Deleted, null, AdminWorld.Token));
    }

    [Fact]
    public async Task Operators_permit_for_one_tenant_is_none_for_another()
    {
        AccessPermit change = await _world.PermitAsync(_world.Operator, _world.Registry.Change, "globex");
        AccessPermit delete = await _world.PermitAsync(_world.Operator, _world.Registry.Delete, "globex");

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.ChangeAsync(change, "acme", "x", TenantStatus.Suspended, null, AdminWorld.Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.SetStatusAsync(change, "acme", TenantStatus.Suspended, null, AdminWorld.Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Registry.DeleteAsync(delete, "acme", true, AdminWorld.Token));
        Assert.Equal(DenyReason.None, _world.Decide(_world.Admin(TestWorld.Acme, "ann")));
        Assert.Equal(TenantStatus.Suspended, (await _world.Registry.ChangeAsync(change, "globex", "x", TenantStatus.Suspended, null, AdminWorld.Token)).Value!.Status);
    }

    private async Task<DirectoryResult<CreatedTenant>> CreateAsync(NewTenant tenant) =>
        await _world.Registry.CreateAsync(await _world.PermitAsync(_world.Operator, _world.Registry.Create), tenant, AdminWorld.Token);

    private async Task<DirectoryResult<TenantRecord>> DescribeAsync(string tenant, string name, long version) => await _world.Registry.DescribeAsync(
        await _world.PermitAsync(_world.Operator, _world.Registry.Change, tenant), tenant, name, "eu-1", "rt-1", version, AdminWorld.Token);
}
