using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>A key holds what was asked for: no more than its role, its user and whoever issues it, or there is no key.</summary>
public sealed class ApiKeyScopeTests : IDisposable
{
    private static readonly string[] Names = ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing", "custom.thing"];

    private readonly AdminWorld _world = new();

    public ApiKeyScopeTests() => _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(TenantRole.Readonly, new[] { "operator.read" })]
    [InlineData(TenantRole.Member, new[] { "operator.read", "operator.write" })]
    [InlineData(TenantRole.Admin, new[] { "operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing" })]
    public async Task Each_scope_is_granted_where_the_role_holds_it_and_refused_elsewhere(TenantRole role, string[] holds)
    {
        foreach (string name in Names)
        {
            DirectoryResult<IssuedApiKey> result = await _world.IssueAsync(_world.Admin(TestWorld.Acme, "owner"), new NewApiKey { Role = role, Scopes = [name] });

            Assert.Equal((name, holds.Contains(name)), (name, result.IsDone));
            if (result.IsDone)
            {
                VerifiedTenantClaim claim = (await _world.VerifyAsync(result.Value.Text)).Claim!;
                Assert.Equal(TenantScopedScope.ForTenant(name, TestWorld.Acme), Assert.Single(claim.Scopes));
            }
        }
    }

    [Fact]
    public async Task Key_without_scopes_named_has_those_of_its_role()
    {
        DirectoryResult<IssuedApiKey> result = await _world.IssueAsync(_world.Admin(TestWorld.Acme, "owner"), new NewApiKey());

        Assert.Equal(TenantRoles.ScopesOf(TenantRole.Member), result.Value!.Entry.Scopes);
    }

    [Fact]
    public async Task One_scope_too_many_refuses_the_key_and_drops_nothing_in_silence()
    {
        DirectoryResult<IssuedApiKey> result = await _world.IssueAsync(
            _world.Admin(TestWorld.Acme, "owner"), new NewApiKey { Role = TenantRole.Member, Scopes = ["operator.read", "operator.pairing"] });

        Assert.Equal(DirectoryRefusalReason.NotAllowed, result.Refusal?.Reason);
        Assert.DoesNotContain(_world.Writer.Texts, static text => text.Contains("KeyIssued", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_of_a_user_holds_no_more_than_he_does_and_only_in_his_tenant()
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Readonly);
        UserId bob = _world.Join(TestWorld.Globex, "bob", TenantRole.Owner);
        VerifiedTenantClaim owner = _world.Admin(TestWorld.Acme, "owner");

        Assert.True((await _world.IssueAsync(owner, new NewApiKey { Role = TenantRole.Readonly, User = ann })).IsDone);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await _world.IssueAsync(owner, new NewApiKey { Role = TenantRole.Member, User = ann })).Refusal?.Reason);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await _world.IssueAsync(owner, new NewApiKey { Role = TenantRole.Readonly, User = bob })).Refusal?.Reason);
    }

    [Theory]
    [InlineData(TenantRole.Admin, TenantRole.Owner, false)]
    [InlineData(TenantRole.Admin, TenantRole.Admin, true)]
    [InlineData(TenantRole.Owner, TenantRole.Owner, true)]
    public async Task Key_that_issues_a_key_issues_none_above_itself(TenantRole own, TenantRole asked, bool done)
    {
        VerifiedTenantClaim byKey = (await _world.VerifyAsync(_world.Key(TestWorld.Acme, new NewApiKey { Role = own }).Text)).Claim!;

        Assert.Equal(done, (await _world.IssueAsync(byKey, new NewApiKey { Role = asked })).IsDone);
    }

    [Fact]
    public async Task Key_with_fewer_scopes_than_its_role_issues_none_with_more()
    {
        VerifiedTenantClaim owner = _world.Admin(TestWorld.Acme, "owner");
        IssuedApiKey narrow = (await _world.IssueAsync(owner, new NewApiKey { Role = TenantRole.Owner, Scopes = ["operator.read"] })).Value!;
        VerifiedTenantClaim claim = (await _world.VerifyAsync(narrow.Text)).Claim!;

        Assert.Equal(DenyReason.ScopeMissing, _world.Decide(claim, "operator.admin"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.IssueAsync(claim, new NewApiKey { Scopes = ["operator.read"], Role = TenantRole.Readonly }));
    }

    [Fact]
    public async Task Rotation_hands_no_key_to_one_who_could_not_issue_it()
    {
        VerifiedTenantClaim admin = _world.Admin(TestWorld.Acme, "admin");
        IssuedApiKey hosts = _world.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Readonly, Scopes = ["billing.write"] });
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await _world.IssueAsync(admin, new NewApiKey { Role = TenantRole.Readonly, Scopes = ["billing.write"] })).Refusal?.Reason);
        string id = hosts.Entry.Id.ToString();

        DirectoryResult<IssuedApiKey> result = await _world.Keys.RotateAsync(
            await _world.PermitAsync(admin, _world.Keys.Rotate, id), id, TimeSpan.Zero, AdminWorld.Token);

        Assert.Equal(DirectoryRefusalReason.NotAllowed, result.Refusal?.Reason);
        Assert.True((await _world.VerifyAsync(hosts.Text)).IsAccepted);
    }

    [Theory]
    [InlineData("demoted")]
    [InlineData("removed")]
    [InlineData("key")]
    [InlineData("delegate")]
    [InlineData("stranger")]
    public async Task Authority_is_that_of_the_moment_when_the_change_is_applied(string what)
    {
        UserId ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Owner);
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Owner });
        VerifiedTenantClaim claim = what switch
        {
            "key" => (await _world.VerifyAsync(key.Text)).Claim!,
            "delegate" => _world.Admin(TestWorld.Acme, "ann").Delegate("child", [TenantScopedScope.ForTenant("operator.admin", TestWorld.Acme)], _world.Time.Now.AddMinutes(1)),
            "stranger" => _world.Admin(TestWorld.Acme, "stranger"),
            _ => _world.Admin(TestWorld.Acme, "ann"),
        };
        AccessPermit permit = await _world.PermitAsync(claim, _world.Keys.Issue);
        _world.Writer.BeforeNext = () => _world.Write(what switch
        {
            "removed" => DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host),
            "stranger" => DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "stranger", mayReturn: false),
            _ => DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Member, DirectoryActor.Host),
        }).RequireApplied();
        if (what == "key")
        {
            _world.Writer.BeforeNext = () => _world.Keys.RevokeAsync(
                _world.PermitAsync(_world.Admin(TestWorld.Acme, "owner"), _world.Keys.Revoke, key.Entry.Id.ToString()).GetAwaiter().GetResult(),
                key.Entry.Id.ToString(), AdminWorld.Token).GetAwaiter().GetResult().RequireApplied();
        }

        DirectoryResult<IssuedApiKey> result = await _world.Keys.IssueAsync(permit, new NewApiKey { Role = TenantRole.Readonly }, AdminWorld.Token);

        Assert.Equal(DirectoryRefusalReason.NotAllowed, result.Refusal?.Reason);
    }

    [Fact]
    public async Task A_thousand_living_keys_are_the_most_and_ended_ones_make_room()
    {
        for (int i = 0; i < 1000; i++)
        {
            Assert.NotNull(_world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.FromMinutes(1) }));
        }

        Assert.Equal(DirectoryRefusalReason.LimitReached, (await _world.Keys.IssueForHostAsync(TestWorld.Acme, new NewApiKey(), AdminWorld.Token)).Refusal?.Reason);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(_world.Key(TestWorld.Acme, new NewApiKey()));
    }

    [Fact]
    public async Task Malformed_wishes_are_misuse()
    {
        VerifiedTenantClaim owner = _world.Admin(TestWorld.Acme, "owner");

        await Assert.ThrowsAnyAsync<ArgumentException>(() => _world.IssueAsync(owner, new NewApiKey { Lifetime = TimeSpan.Zero }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _world.IssueAsync(owner, new NewApiKey { Label = "two\nlines" }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _world.IssueAsync(owner, new NewApiKey { Label = new string('l', 257) }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _world.IssueAsync(owner, new NewApiKey { Scopes = [] }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _world.IssueAsync(owner, new NewApiKey { Role = TenantRole.None, Scopes = [] }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _world.IssueAsync(owner, new NewApiKey { Scopes = ["operator.read@globex"] }));
    }
}
