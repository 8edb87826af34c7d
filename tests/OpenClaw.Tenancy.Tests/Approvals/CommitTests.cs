using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>Inside the commit everything is asked again, and whatever fails refuses.</summary>
public sealed class CommitTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("member")]
    [InlineData("credential")]
    [InlineData("tenant")]
    public async Task Authority_that_is_revoked_between_the_look_and_the_commit_answers_nothing(string what)
    {
        Approval approval = await _world.PendingAsync();
        _world.Store.Committing = () => Revoke(what, "bob");

        ApprovalResult result = await _world.AnswerAsync(approval, "allow-once");

        Assert.Equal((DenyReason.Revoked, "approval resolver authority is no longer active"), (result.Reason, result.Message));
        Assert.Equal(ApprovalStatus.Pending, await StatusAsync(approval));
        Assert.Equal("authority_ended", Assert.Single(_world.Ledger.Emitted, static e => e.Outcome == Tenancy.Auditing.AuditOutcome.Denied).Detail);
    }

    [Fact]
    public async Task Run_that_is_revoked_between_the_look_and_the_commit_asks_nothing()
    {
        _world.Store.Committing = () => Revoke("member", "alice");

        Assert.Equal(DenyReason.Revoked, (await _world.AskAsync()).Reason);
        Assert.Empty(await _world.Store.ListAsync(TestWorld.Acme, run: null, [], 10, DeskWorld.Token));
    }

    [Fact]
    public async Task Run_that_is_revoked_between_the_look_and_the_commit_uses_nothing()
    {
        Approval approval = await _world.AllowedAsync();
        _world.Store.Committing = () => Revoke("member", "alice");

        ApprovalRedemption redemption = await _world.RedeemAsync(approval.Id);

        Assert.Equal((false, DenyReason.Revoked), (redemption.IsAllowed, redemption.Reason));
        Assert.Equal(1, (await _world.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), DeskWorld.Token))!.UsesLeft);
    }

    [Fact]
    public async Task Answer_that_is_committed_after_the_end_counts_no_more()
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        _world.Store.Committing = () =>
        {
            _world.Store.Committing = static () => { };
            _world.Time.Advance(TimeSpan.FromMinutes(1));
        };

        ApprovalResult result = await _world.AnswerAsync(approval, "allow-once");

        Assert.Equal((false, ApprovalStatus.Expired, ApprovalReason.Timeout), (result.IsApplied, result.Approval!.Status, result.Approval.Reason!.Value));
    }

    [Theory]
    [InlineData("allow-once")]
    [InlineData("deny")]
    public async Task Without_a_record_nothing_is_answered(string decision)
    {
        Approval approval = await _world.PendingAsync();
        _world.Ledger.BeforeAppend = static (envelope, _) => envelope.Details.Count != 0 ? throw new IOException() : ValueTask.CompletedTask;

        Assert.Equal(DenyReason.AuditUnavailable, (await _world.AnswerAsync(approval, decision)).Reason);
        Assert.Equal(ApprovalStatus.Pending, await StatusAsync(approval));
    }

    [Theory]
    [InlineData("resolver")]
    [InlineData("end")]
    public async Task What_ends_between_the_look_and_the_commit_lets_nothing_be_used(string what)
    {
        Approval approval = await _world.AllowedAsync("allow-always");
        _world.Store.Committing = () =>
        {
            _world.Store.Committing = static () => { };
            if (what == "resolver")
            {
                Revoke("member", "bob");
            }
            else
            {
                _world.Time.Advance(approval.ExpiresAt - _world.Time.Now);
            }
        };

        Assert.False((await _world.RedeemAsync(approval.Id)).IsAllowed);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_000_000, false)]
    public async Task Desk_that_is_overtaken_tries_again_and_gives_up_some_time_with_each_record_once(int times, bool isDone)
    {
        Approval pending = await _world.PendingAsync();
        _world.Store.Overtakes = times;
        Assert.Equal(isDone, (await _world.AnswerAsync(pending, "allow-always")).IsApplied);
        _world.Store.Overtakes = 0;
        await _world.AnswerAsync(pending, "allow-always");
        _world.Store.Overtakes = times;
        ApprovalRedemption redemption = await _world.RedeemAsync(pending.Id);
        _world.Store.Overtakes = times;
        ApprovalResult asked = await _world.AskAsync(new ApprovalRequest(new ProposedAction("another")));

        Assert.Equal((isDone, isDone), (redemption.IsAllowed, asked.IsApplied));
        if (isDone)
        {
            Assert.Single(_world.Ledger.Appended, static e => e.Action == "approvals.resolve");
            Assert.Single(_world.Ledger.Appended, static e => e.Action == "approvals.redeem");
        }
        else
        {
            Assert.Equal((DenyReason.DependencyUnavailable, DenyReason.DependencyUnavailable), (redemption.Reason, asked.Reason));
        }
    }

    [Fact]
    public async Task Without_a_record_nothing_is_used()
    {
        Approval approval = await _world.AllowedAsync();
        _world.Ledger.BeforeAppend = static (_, _) => throw new IOException();

        Assert.Equal(DenyReason.AuditUnavailable, (await _world.RedeemAsync(approval.Id)).Reason);
    }

    [Fact]
    public async Task Store_that_fails_refuses_everything()
    {
        Approval approval = await _world.AllowedAsync();
        Approval pending = await _world.PendingAsync();
        _world.Store.Asked = static () => throw new IOException();

        Assert.Equal(DenyReason.DependencyUnavailable, (await _world.AskAsync()).Reason);
        Assert.Equal(DenyReason.DependencyUnavailable, (await _world.AnswerAsync(pending, "allow-once")).Reason);
        Assert.Equal(DenyReason.DependencyUnavailable, (await _world.RedeemAsync(approval.Id)).Reason);
        Assert.Equal(3, _world.Ledger.Emitted.Count(static e => e.ReasonCode == "dependency_unavailable"));
    }

    private async Task<ApprovalStatus> StatusAsync(Approval approval) =>
        ApprovalTexts.TryStatus((await _world.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), DeskWorld.Token))!.Status, out ApprovalStatus status)
            ? status : throw new InvalidOperationException();

    private void Revoke(string what, string subject)
    {
        switch (what)
        {
            case "member":
                _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, subject);
                break;
            case "credential":
                _world.World.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, subject);
                break;
            default:
                _world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                break;
        }
    }
}
