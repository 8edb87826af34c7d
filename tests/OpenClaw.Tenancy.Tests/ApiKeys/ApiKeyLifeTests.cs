using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>A key dies by its end, its revocation, its user and its tenant; and by nothing else.</summary>
public sealed class ApiKeyLifeTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Key_ends_at_its_end_and_a_clock_set_back_does_not_revive_it()
    {
        IssuedApiKey issued = _world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.FromHours(1) });
        _world.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        VerifiedTenantClaim claim = (await _world.VerifyAsync(issued.Text)).Claim!;
        Assert.Equal(issued.Entry.ExpiresAt, claim.ExpiresAt);

        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(DenyReason.Expired, (await _world.VerifyAsync(issued.Text)).Reason);
        Assert.Equal(DenyReason.Expired, _world.Decide(claim));

        _world.Time.Advance(-TimeSpan.FromMinutes(30));
        Assert.Equal(DenyReason.Expired, (await _world.VerifyAsync(issued.Text)).Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    public async Task Rotated_key_goes_on_for_the_overlap_and_the_new_one_is_the_same(int seconds)
    {
        IssuedApiKey old = _world.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Admin, Scopes = ["operator.read"], Label = "ci", Lifetime = TimeSpan.FromDays(1) });
        VerifiedTenantClaim? held = (await _world.VerifyAsync(old.Text)).Claim;

        IssuedApiKey @new = (await RotateAsync(old, TimeSpan.FromSeconds(seconds))).Value!;

        Assert.Equal((old.Entry.Role, old.Entry.Label, "operator.read"), (@new.Entry.Role, @new.Entry.Label, Assert.Single(@new.Entry.Scopes)));
        Assert.Equal(_world.Time.Now.AddDays(1), @new.Entry.ExpiresAt);
        Assert.Equal(_world.Time.Now.AddSeconds(seconds), old.Entry.ExpiresAt);
        Assert.Equal(DenyReason.Revoked, _world.Decide(held!));
        Assert.Equal(seconds != 0, (await _world.VerifyAsync(old.Text)).IsAccepted);

        _world.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(DenyReason.Expired, (await _world.VerifyAsync(old.Text)).Reason);
        Assert.True((await _world.VerifyAsync(@new.Text)).IsAccepted);
    }

    [Fact]
    public async Task Rotation_makes_no_key_live_longer_and_replaces_no_dead_one()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.FromMinutes(2) });
        IssuedApiKey @new = (await RotateAsync(key, TimeSpan.FromDays(30))).Value!;
        Assert.Equal(_world.Time.Now.AddMinutes(2), key.Entry.ExpiresAt);
        Assert.Equal(_world.Time.Now.AddMinutes(2), @new.Entry.ExpiresAt);

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await RotateAsync(key, TimeSpan.Zero)).Refusal?.Reason);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RotateAsync(key, TimeSpan.FromDays(31)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RotateAsync(key, TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task Revoked_key_is_dead_at_once_and_alone()
    {
        IssuedApiKey one = _world.Key(TestWorld.Acme, new NewApiKey());
        IssuedApiKey two = _world.Key(TestWorld.Acme, new NewApiKey());
        VerifiedTenantClaim first = (await _world.VerifyAsync(one.Text)).Claim!;
        VerifiedTenantClaim second = (await _world.VerifyAsync(two.Text)).Claim!;

        VerifiedTenantClaim admin = _world.Admin(TestWorld.Acme, "admin");
        AccessPermit permit = await _world.PermitAsync(admin, _world.Keys.Revoke, one.Entry.Id.ToString());
        Assert.True((await _world.Keys.RevokeAsync(permit, one.Entry.Id.ToString(), AdminWorld.Token)).IsApplied);

        Assert.Equal(DenyReason.Revoked, (await _world.VerifyAsync(one.Text)).Reason);
        Assert.Equal((DenyReason.Revoked, DenyReason.None), (_world.Decide(first), _world.Decide(second)));
        Assert.Equal(_world.Time.Now, one.Entry.RevokedAt);
        Assert.True((await _world.VerifyAsync(two.Text)).IsAccepted);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("role")]
    public async Task Users_key_dies_with_his_membership_and_with_his_role(string what)
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Member);
        _world.Join(TestWorld.Acme, "bob", TenantRole.Owner);
        _world.Write(DirectoryChange.AddMember(TestWorld.Globex, ann, TenantRole.Member, DirectoryActor.Host)).RequireApplied();
        IssuedApiKey hers = _world.Key(TestWorld.Acme, new NewApiKey { User = ann });
        IssuedApiKey elsewhere = _world.Key(TestWorld.Globex, new NewApiKey { User = ann });
        IssuedApiKey tenants = _world.Key(TestWorld.Acme, new NewApiKey());
        VerifiedTenantClaim claim = (await _world.VerifyAsync(hers.Text)).Claim!;

        _world.Write(what == "removed"
            ? DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host)
            : DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Owner, DirectoryActor.Host)).RequireApplied();

        Assert.Equal(DenyReason.Revoked, _world.Decide(claim));
        Assert.Equal(DenyReason.Revoked, (await _world.VerifyAsync(hers.Text)).Reason);
        Assert.True((await _world.VerifyAsync(elsewhere.Text)).IsAccepted);
        Assert.True((await _world.VerifyAsync(tenants.Text)).IsAccepted);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("role")]
    public async Task Users_key_that_had_ended_by_a_clock_that_was_ahead_dies_with_his_role(string what)
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        _world.Join(TestWorld.Acme, "bob", TenantRole.Owner);
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Admin, User = ann, Lifetime = TimeSpan.FromHours(1) });
        _world.Time.Advance(TimeSpan.FromDays(1));
        _world.Write(what == "removed"
            ? DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host)
            : DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Readonly, DirectoryActor.Host)).RequireApplied();

        Assert.Equal(DenyReason.Revoked, (await _world.VerifyAsync(key.Text)).Reason);
        Assert.NotNull(key.Entry.RevokedAt);
    }

    [Fact]
    public async Task Key_of_a_shut_out_user_is_dead_until_he_is_reinstated()
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Member);
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { User = ann });
        _world.Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann", mayReturn: false)).RequireApplied();
        Assert.Equal(DenyReason.Revoked, (await _world.VerifyAsync(key.Text)).Reason);

        _world.Write(DirectoryChange.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "ann")).RequireApplied();
        Assert.True((await _world.VerifyAsync(key.Text)).IsAccepted);
    }

    [Fact]
    public async Task Key_of_a_suspended_tenant_is_dead_while_it_is_and_of_a_deleted_one_for_good()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey());
        IssuedApiKey other = _world.Key(TestWorld.Globex, new NewApiKey());
        VerifiedTenantClaim claim = (await _world.VerifyAsync(key.Text)).Claim!;

        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        Assert.Equal(DenyReason.TenantInactive, (await _world.VerifyAsync(key.Text)).Reason);
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        Assert.True((await _world.VerifyAsync(key.Text)).IsAccepted);
        Assert.Equal(DenyReason.Revoked, _world.Decide(claim));

        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);
        Assert.Equal(DenyReason.TokenInvalid, (await _world.VerifyAsync(key.Text)).Reason);
        Assert.True((await _world.VerifyAsync(other.Text)).IsAccepted);
    }

    [Fact]
    public async Task Suspended_key_lasts_no_longer_for_it()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.FromHours(1) });
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        _world.Time.Advance(TimeSpan.FromHours(2));
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);

        Assert.Equal(DenyReason.Expired, (await _world.VerifyAsync(key.Text)).Reason);
    }

    [Fact]
    public async Task Platform_key_acts_for_the_platform_and_for_no_tenant()
    {
        IssuedApiKey key = _world.Key(TenantId.Platform, new NewApiKey { Role = TenantRole.Admin, Scopes = ["operator.admin"] });

        VerifiedTenantClaim claim = (await _world.VerifyAsync(key.Text)).Claim!;

        Assert.True(claim.IsPlatform);
        Assert.NotNull(await _world.PermitAsync(claim, _world.Registry.List));
        Assert.Equal(DenyReason.ScopeMissing, _world.World.Engine.Decide(new AccessRequest(
            claim, _world.World.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), _world.Time.Now)).Reason);
    }

    [Fact]
    public async Task Use_is_noted_to_the_minute_and_nothing_is_written()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey());
        Assert.Null(key.Entry.LastUsedAt);
        int written = _world.Writer.Texts.Count;

        for (int second = 0; second < 150; second += 10)
        {
            Assert.True((await _world.VerifyAsync(key.Text)).IsAccepted);
            Assert.Equal(_world.Time.Now.AddTicks(-(_world.Time.Now.Ticks % TimeSpan.TicksPerMinute)), key.Entry.LastUsedAt);
            _world.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(written, _world.Writer.Texts.Count);
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        DateTimeOffset? before = key.Entry.LastUsedAt;
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.VerifyAsync(key.Text);
        Assert.Equal(before, key.Entry.LastUsedAt);
    }

    private async Task<DirectoryResult<IssuedApiKey>> RotateAsync(IssuedApiKey key, TimeSpan overlap)
    {
        string id = key.Entry.Id.ToString();
        AccessPermit permit = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "admin"), _world.Keys.Rotate, id);
        return await _world.Keys.RotateAsync(permit, id, overlap, AdminWorld.Token);
    }
}
