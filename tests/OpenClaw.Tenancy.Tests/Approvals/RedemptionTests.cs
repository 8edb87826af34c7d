using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>What was allowed is used for exactly that action, in that run of that tenant, as often as was said, until its end.</summary>
public sealed class RedemptionTests : IDisposable
{
    private readonly DeskWorld _world = new(static o => o.MaxUses = 5);

    public static TheoryData<ProposedAction> OtherActions =>
    [
        new ProposedAction(DeskWorld.Command + " ") { Cwd = "src", Agent = "main", Session = "s1" },
        new ProposedAction("rm -r") { Cwd = "src", Agent = "main", Session = "s1" },
        new ProposedAction(DeskWorld.Command) { Cwd = "/", Agent = "main", Session = "s1" },
        new ProposedAction(DeskWorld.Command) { Cwd = "src", Agent = "Main", Session = "s1" },
        new ProposedAction(DeskWorld.Command) { Cwd = "src", Agent = "main", Session = "s2" },
        new ProposedAction(DeskWorld.Command) { Cwd = "src", Agent = "main", Session = null },
        new ProposedAction(DeskWorld.Command) { Cwd = "src", Agent = "main", Session = string.Empty },
        new ProposedAction(DeskWorld.Command) { Cwd = "main", Agent = "src", Session = "s1" },
    ];

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Grant_covers_exactly_what_was_approved()
    {
        Approval approval = await _world.AllowedAsync();

        ApprovalGrant grant = (await _world.RedeemAsync(approval.Id)).Grant!;

        Assert.Equal((TestWorld.Acme, _world.Run, approval.Id, approval.Digest, "alice", 0), (grant.Tenant, grant.Run, grant.Approval, grant.Digest, grant.Requester.Subject, grant.UsesLeft));
        Assert.True(grant.Covers(TestWorld.Acme, _world.Run, DeskWorld.Action));
        Assert.False(grant.Covers(TestWorld.Globex, _world.Run, DeskWorld.Action));
        Assert.False(grant.Covers(TestWorld.Acme, RunId.New(), DeskWorld.Action));
        Assert.False(grant.Covers(TestWorld.Acme, _world.Run, new ProposedAction(DeskWorld.Command)));
        _world.Time.Advance(grant.ExpiresAt - _world.Time.Now - TimeSpan.FromTicks(1));
        Assert.True(grant.Covers(TestWorld.Acme, _world.Run, DeskWorld.Action));
        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False(grant.Covers(TestWorld.Acme, _world.Run, DeskWorld.Action));
        _world.Time.Set(-TimeSpan.FromHours(1));
        Assert.False(grant.Covers(TestWorld.Acme, _world.Run, DeskWorld.Action));
    }

    [Fact]
    public async Task Approval_for_as_long_as_there_may_be_one_is_used()
    {
        using var world = new DeskWorld(static o => o.MaxLifetime = TimeSpan.FromHours(1));
        Approval approval = await world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromHours(1) });
        await world.AnswerAsync(approval, "allow-once");

        Assert.True((await world.RedeemAsync(approval.Id)).IsAllowed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Grant_ends_with_the_approval_or_with_the_permit_whichever_is_first(int minutes)
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(minutes) });
        await _world.AnswerAsync(approval, "allow-once");

        Assert.Equal(_world.Time.Now + TimeSpan.FromMinutes(Math.Min(minutes, 5)), (await _world.RedeemAsync(approval.Id)).Grant!.ExpiresAt);
    }

    [Theory]
    [MemberData(nameof(OtherActions), DisableDiscoveryEnumeration = true)]
    public async Task Another_action_is_not_approved(ProposedAction action)
    {
        Approval approval = await _world.AllowedAsync("allow-always");

        ApprovalRedemption redemption = await _world.RedeemAsync(approval.Id, action);

        Assert.Equal((false, DenyReason.PolicyForbid, "action_changed"), (redemption.IsAllowed, redemption.Reason, _world.Ledger.Emitted[^1].Detail));
        Assert.True((await _world.RedeemAsync(approval.Id)).IsAllowed);
    }

    [Fact]
    public async Task Another_run_has_no_such_approval_also_a_child()
    {
        Approval approval = await _world.AllowedAsync("allow-always");
        RunId child = new RunRef(TestWorld.Acme, _world.Run).NewChild().Id;

        ApprovalRedemption redemption = await _world.RedeemAsync(approval.Id, run: child);

        Assert.Equal((false, DenyReason.ResourceAbsent, "approval not found"), (redemption.IsAllowed, redemption.Reason, redemption.Message));
        Assert.Equal("not_found", Assert.Single(_world.Ledger.Emitted, static e => e.Tenant == TestWorld.Acme && e.Outcome == Tenancy.Auditing.AuditOutcome.Denied).ReasonCode);
    }

    [Fact]
    public async Task Another_tenant_has_no_such_approval_under_the_same_run_id()
    {
        Approval approval = await _world.AllowedAsync("allow-always");
        VerifiedTenantClaim gus = _world.Claim("gus", TestWorld.Globex);

        Assert.Equal(DenyReason.ResourceAbsent, (await _world.RedeemAsync(approval.Id, claim: gus)).Reason);
        _world.Store.Edit = static r => r with { Tenant = "globex" };
        Assert.Equal(DenyReason.ResourceAbsent, (await _world.RedeemAsync(approval.Id, claim: gus)).Reason);
        Assert.Equal(DenyReason.ResourceAbsent, (await _world.RedeemAsync(approval.Id)).Reason);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("deny")]
    [InlineData("cancelled")]
    public async Task What_is_not_allowed_is_not_redeemed(string state)
    {
        Approval approval = state == "deny" ? (await _world.AnswerAsync(await _world.PendingAsync(), "deny")).Approval! : await _world.PendingAsync();
        if (state == "cancelled")
        {
            await _world.Desk.CancelAsync(await _world.PermitAsync(_world.Alice, _world.Desk.Cancel, _world.Run), _world.Run, approval.Id, DeskWorld.Token);
        }

        Assert.Equal((false, DenyReason.PolicyForbid), ((await _world.RedeemAsync(approval.Id)).IsAllowed, (await _world.RedeemAsync(approval.Id)).Reason));
    }

    [Theory]
    [InlineData("allow-once", 1)]
    [InlineData("allow-always", 5)]
    public async Task Of_64_uses_at_once_as_many_are_granted_as_were_allowed(string decision, int uses)
    {
        Approval approval = await _world.AllowedAsync(decision);

        ApprovalRedemption[] redemptions = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _world.RedeemAsync(approval.Id))));

        Assert.Equal(uses, redemptions.Count(static r => r.IsAllowed));
        Assert.Equal(Enumerable.Range(0, uses), redemptions.Where(static r => r.IsAllowed).Select(static r => r.Grant!.UsesLeft).Order());
    }

    [Theory]
    [InlineData("member")]
    [InlineData("role")]
    [InlineData("credential")]
    [InlineData("tenant")]
    public async Task What_somebody_allowed_dies_with_him(string what)
    {
        UserId bob = _world.Admin.Join(TestWorld.Acme, "bob", TenantRole.Admin);
        Approval approval = (await _world.AnswerAsync(await _world.PendingAsync(), "allow-always", _world.Claim("bob"))).Approval!;
        Assert.True((await _world.RedeemAsync(approval.Id)).IsAllowed);
        switch (what)
        {
            case "member":
                _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "bob", mayReturn: true);
                break;
            case "role":
                _world.Admin.Write(DirectoryChange.SetRole(TestWorld.Acme, bob, TenantRole.Member, DirectoryActor.Host)).RequireApplied();
                break;
            case "credential":
                _world.World.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "bob");
                break;
            default:
                _world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                _world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
                break;
        }

        Assert.False((await _world.RedeemAsync(approval.Id, claim: _world.Claim("alice"))).IsAllowed);
        Assert.Equal("resolver_revoked", _world.Ledger.Emitted[^1].Detail);
    }

    [Fact]
    public async Task What_a_key_allowed_dies_with_the_key()
    {
        IssuedApiKey key = _world.Admin.Key(TestWorld.Acme, new NewApiKey { Role = TenantRole.Admin });
        Approval approval = (await _world.AnswerAsync(await _world.PendingAsync(), "allow-always", (await _world.Admin.VerifyAsync(key.Text)).Claim!)).Approval!;
        Assert.True((await _world.RedeemAsync(approval.Id)).IsAllowed);
        VerifiedTenantClaim admin = _world.Admin.Admin(TestWorld.Acme, "root");

        Assert.Null((await _world.Admin.Keys.RevokeAsync(
            await _world.PermitAsync(admin, _world.Admin.Keys.Revoke, key.Entry.Id), key.Entry.Id.ToString(), DeskWorld.Token)).Refusal);

        Assert.False((await _world.RedeemAsync(approval.Id)).IsAllowed);
    }
}
