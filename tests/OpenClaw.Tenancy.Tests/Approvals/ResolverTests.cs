using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>Whoever asks does not answer, under whatever name he comes.</summary>
public sealed class ResolverTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Requester_does_not_answer_his_own_request()
    {
        Approval approval = await _world.PendingAsync();

        await RefusedAsync(approval, _world.Alice);
        Assert.Equal(("policy_forbid", "own_request"), (_world.Ledger.Emitted[^1].ReasonCode, _world.Ledger.Emitted[^1].Detail));
    }

    [Fact]
    public async Task Another_credential_of_the_requester_is_he() =>
        await RefusedAsync(await _world.PendingAsync(), _world.Claim("alice", credential: "another"));

    [Fact]
    public async Task Delegate_of_the_requester_is_he() => await RefusedAsync(
        await _world.PendingAsync(),
        _world.Alice.Delegate("somebody", [TenantScopedScope.ForTenant("operator.approvals", TestWorld.Acme)], DateTimeOffset.MaxValue));

    [Fact]
    public async Task Request_of_a_delegate_is_its_holders()
    {
        VerifiedTenantClaim run = _world.Alice.Delegate("run-1", [TenantScopedScope.ForTenant("operator.write", TestWorld.Acme)], DateTimeOffset.MaxValue);
        Approval approval = (await _world.AskAsync(claim: run)).Approval!;

        Assert.Equal("alice", approval.Requester.Subject);
        await RefusedAsync(approval, _world.Alice);
        Assert.True((await _world.AnswerAsync(approval, "allow-once")).IsApplied);
    }

    [Fact]
    public async Task Whoever_acts_for_the_requester_does_not_answer() => await RefusedAsync(
        (await _world.AskAsync(claim: _world.Claim("alice", actor: Actor("bob")))).Approval!, _world.Bob);

    [Fact]
    public async Task Requester_who_acts_for_somebody_else_does_not_answer() =>
        await RefusedAsync(await _world.PendingAsync(), _world.Claim("bob", actor: Actor("alice")));

    [Fact]
    public async Task Another_identity_of_the_same_user_is_he()
    {
        UserId user = _world.Admin.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        Approval approval = (await _world.AskAsync(claim: _world.Claim("ann"))).Approval!;
        _world.Admin.Write(DirectoryChange.LinkIdentity(user, new LinkedIdentity(TestWorld.Idp, "ann2"))).RequireApplied();

        await RefusedAsync(approval, _world.Claim("ann2"));
    }

    [Fact]
    public async Task User_who_is_known_as_one_only_later_is_still_the_requester()
    {
        Approval approval = await _world.PendingAsync();
        UserId user = _world.Admin.Join(TestWorld.Acme, "bob2", TenantRole.Admin);
        _world.Admin.Write(DirectoryChange.LinkIdentity(user, new LinkedIdentity(TestWorld.Idp, "alice"))).RequireApplied();

        await RefusedAsync(approval, _world.Claim("bob2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_of_the_same_user_is_he(bool asksByKey)
    {
        UserId user = _world.Admin.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        VerifiedTenantClaim ann = _world.Claim("ann");
        IssuedApiKey key = _world.Admin.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Admin, User = user });
        VerifiedTenantClaim byKey = (await _world.Admin.VerifyAsync(key.Text)).Claim!;

        await RefusedAsync((await _world.AskAsync(claim: asksByKey ? byKey : ann)).Approval!, asksByKey ? ann : byKey);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Key_that_the_requester_issued_is_he(bool isMember, bool asksByKey)
    {
        VerifiedTenantClaim ann = Ann(isMember);
        VerifiedTenantClaim byKey = await ByKeyAsync(Admin("ann"));

        await RefusedAsync((await _world.AskAsync(claim: asksByKey ? byKey : ann)).Approval!, asksByKey ? ann : byKey);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_for_somebody_else_that_the_requester_issued_is_he(bool asksByKey)
    {
        VerifiedTenantClaim ann = Ann(isMember: true);
        VerifiedTenantClaim byKey = await ByKeyAsync(Admin("ann"), _world.Admin.Join(TestWorld.Acme, "ben", TenantRole.Admin));

        await RefusedAsync((await _world.AskAsync(claim: asksByKey ? byKey : ann)).Approval!, asksByKey ? ann : byKey);
    }

    [Fact]
    public async Task Key_that_a_key_of_the_requester_issued_is_he()
    {
        VerifiedTenantClaim ann = Ann(isMember: true);

        await RefusedAsync((await _world.AskAsync(claim: ann)).Approval!, await ByKeyAsync(await ByKeyAsync(Admin("ann"))));
    }

    [Fact]
    public async Task Key_that_the_requester_rotated_is_he()
    {
        VerifiedTenantClaim ann = Ann(isMember: true);
        string id = _world.Admin.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Admin }).Entry.Id.ToString();
        AccessPermit permit = await _world.PermitAsync(Admin("ann"), _world.Admin.Keys.Rotate, ApiKeyId.From(id));
        string text = (await _world.Admin.Keys.RotateAsync(permit, id, TimeSpan.Zero, DeskWorld.Token)).Value!.Text;

        await RefusedAsync((await _world.AskAsync(claim: ann)).Approval!, (await _world.Admin.VerifyAsync(text)).Claim!);
    }

    [Fact]
    public async Task Key_that_replaces_the_requesters_is_he()
    {
        IssuedApiKey key = _world.Admin.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Admin });
        Approval approval = (await _world.AskAsync(claim: (await _world.Admin.VerifyAsync(key.Text)).Claim!)).Approval!;
        AccessPermit permit = await _world.PermitAsync(Admin("bob"), _world.Admin.Keys.Rotate, key.Entry.Id);
        string text = (await _world.Admin.Keys.RotateAsync(permit, key.Entry.Id.ToString(), TimeSpan.FromHours(1), DeskWorld.Token)).Value!.Text;

        await RefusedAsync(approval, (await _world.Admin.VerifyAsync(text)).Claim!);
    }

    [Fact]
    public async Task Key_that_somebody_else_issued_answers() => Assert.True(
        (await _world.AnswerAsync((await _world.AskAsync(claim: Ann(isMember: true))).Approval!, "allow-once", await ByKeyAsync(Admin("bob")))).IsApplied);

    [Theory]
    [InlineData("operator.read", "operator.write")]
    [InlineData("operator.write", "operator.pairing")]
    public async Task Without_the_scope_nobody_answers(params string[] scopes)
    {
        Approval approval = await _world.PendingAsync();
        VerifiedTenantClaim reader = _world.Admin.Present(TestWorld.Acme, "reader", scopes).Claim!;

        AccessResult result = await _world.World.Engine.AuthorizeAsync(
            new AccessRequest(reader, _world.Desk.Resolve, ResourceRef.Owned(approval.Id.ToString(), TestWorld.Acme), _world.Time.Now), DeskWorld.Token);

        Assert.Equal(DenyReason.ScopeMissing, result.Decision.Reason);
    }

    [Fact]
    public async Task Permit_for_another_approval_answers_nothing()
    {
        Approval approval = await _world.PendingAsync();
        AccessPermit other = await _world.PermitAsync(_world.Bob, _world.Desk.Resolve, (await _world.PendingAsync()).Id);

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _world.Desk.ResolveAsync(other, approval.Id, ApprovalAnswer.Of("allow-once"), DeskWorld.Token));
    }

    private VerifiedTenantClaim Admin(string subject) => _world.Admin.Admin(TestWorld.Acme, subject);

    private VerifiedTenantClaim Ann(bool isMember)
    {
        if (isMember)
        {
            _world.Admin.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        }

        return _world.Claim("ann");
    }

    private async Task<VerifiedTenantClaim> ByKeyAsync(VerifiedTenantClaim issuer, UserId? user = null)
    {
        DirectoryResult<IssuedApiKey> key = await _world.Admin.Keys.IssueAsync(
            await _world.PermitAsync(issuer, _world.Admin.Keys.Issue, id: null), new NewApiKey { Role = TenantRole.Admin, User = user }, DeskWorld.Token);
        return (await _world.Admin.VerifyAsync(key.Value!.Text)).Claim!;
    }

    private static ClaimActor Actor(string subject) => new() { Issuer = TestWorld.Idp, Subject = subject };

    private async Task RefusedAsync(Approval approval, VerifiedTenantClaim claim)
    {
        ApprovalResult result = await _world.AnswerAsync(approval, "allow-once", claim);

        Assert.Equal((true, false, DenyReason.PolicyForbid), (result.IsRefused, result.IsApplied, result.Reason));
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(approval.Id))!.Status);
    }
}
