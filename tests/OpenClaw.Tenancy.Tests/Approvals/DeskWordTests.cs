using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>What the desk asks for, and what it says when it refuses, are fixed words: hosts write rules on the one, and their callers read the other.</summary>
public sealed class DeskWordTests : IDisposable
{
    private readonly DeskWorld _world = new(static o => (o.MaxUses, o.MaxPending) = (1, 2));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Each_action_has_its_name_and_scope()
    {
        ApprovalDesk desk = _world.Desk;
        (AccessAction Action, string Name, string Scope)[] rows =
        [
            (desk.Request, "approvals.request", "operator.write"),
            (desk.Redeem, "approvals.redeem", "operator.write"),
            (desk.Cancel, "approvals.cancel", "operator.write"),
            (desk.Read, "approvals.read", "operator.approvals"),
            (desk.List, "approvals.list", "operator.approvals"),
            (desk.Watch, "approvals.watch", "operator.approvals"),
            (desk.Resolve, "approvals.resolve", "operator.approvals"),
        ];

        Assert.All(rows, static row => Assert.Equal((row.Name, row.Scope, AccessActionKind.Tenant), (row.Action.Name, row.Action.RequiredScope, row.Action.Kind)));
    }

    [Fact]
    public async Task Redemption_says_why_there_is_none()
    {
        Approval pending = await _world.PendingAsync();
        Assert.Equal(("not_allowed", "the action is not approved"), await RedemptionAsync(pending));

        Approval allowed = (await _world.AnswerAsync(pending, "allow-once")).Approval!;
        Assert.Equal(("action_changed", "the action is not the one that was approved"), await RedemptionAsync(allowed, new ProposedAction("another")));
        Assert.True((await _world.RedeemAsync(allowed.Id)).IsAllowed);
        Assert.Equal(("used_up", "the approval is used up"), await RedemptionAsync(allowed));

        Approval ending = await _world.AllowedAsync();
        _world.Time.Advance(ending.ExpiresAt - _world.Time.Now);
        Assert.Equal(("approval_expired", "the approval has ended"), await RedemptionAsync(ending));

        Approval corrupt = await _world.AllowedAsync();
        _world.Store.Edit = static r => r with { Command = "rm -r /" };
        Assert.Equal(("storage_corrupt", "what is kept of the approval is not what was sealed"), await RedemptionAsync(corrupt));
        _world.Store.Edit = static r => r;
        _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "bob");
        Assert.Equal(("resolver_revoked", "whoever allowed it was revoked since"), await RedemptionAsync(corrupt));
    }

    [Fact]
    public async Task Desk_says_why_it_takes_no_answer_and_no_question()
    {
        Approval approval = await _world.PendingAsync();
        ApprovalResult own = await _world.AnswerAsync(approval, "allow-once", _world.Alice);
        Assert.Equal((DenyReason.PolicyForbid, "whoever asks for an approval does not answer it", "own_request"), (own.Reason, own.Message, _world.Ledger.Emitted[^1].Detail));

        await _world.PendingAsync(new ApprovalRequest(new ProposedAction("second")));
        ApprovalResult third = await _world.AskAsync(new ApprovalRequest(new ProposedAction("third")));
        Assert.Equal((DenyReason.PolicyForbid, "too many approvals wait for an answer", "too_many_pending"), (third.Reason, third.Message, _world.Ledger.Emitted[^1].Detail));

        _world.Store.Committing = static () => throw new IOException();
        ApprovalResult fault = await _world.AnswerAsync(approval, "deny");
        Assert.Equal((DenyReason.DependencyUnavailable, "a dependency did not answer"), (fault.Reason, fault.Message));
    }

    [Fact]
    public async Task Desk_says_that_no_record_could_be_written()
    {
        Approval approval = await _world.PendingAsync();
        _world.Ledger.BeforeAppend = static (envelope, _) => envelope.Details.Count != 0 ? throw new IOException() : ValueTask.CompletedTask;

        ApprovalResult result = await _world.AnswerAsync(approval, "deny");

        Assert.Equal((DenyReason.AuditUnavailable, "the audit record could not be written", "audit_unavailable"), (result.Reason, result.Message, _world.Ledger.Emitted[^1].Detail));
    }

    [Fact]
    public async Task Run_whose_authority_ended_is_told_so()
    {
        Approval approval = await _world.AllowedAsync();
        _world.Store.Committing = () => _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "alice");

        ApprovalRedemption redemption = await _world.RedeemAsync(approval.Id);

        Assert.Equal((DenyReason.Revoked, "the authority of the run is no longer active", "authority_ended"), (redemption.Reason, redemption.Message, _world.Ledger.Emitted[^1].Detail));
    }

    private async Task<(string? Word, string? Message)> RedemptionAsync(Approval approval, ProposedAction? action = null)
    {
        ApprovalRedemption redemption = await _world.RedeemAsync(approval.Id, action);
        Assert.False(redemption.IsAllowed);
        return (_world.Ledger.Emitted[^1].Detail, redemption.Message);
    }
}
