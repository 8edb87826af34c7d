using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>A run takes back what it asked, and no other run's; each end is applied once, told once and on record once.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Run_takes_back_its_own_request_once_and_the_trail_says_so()
    {
        Approval approval = await _world.PendingAsync();

        ApprovalResult first = await CancelAsync(_world.Run, approval.Id);
        ApprovalResult again = await CancelAsync(_world.Run, approval.Id);

        Assert.Equal((true, ApprovalStatus.Cancelled, ApprovalReason.User), (first.IsApplied, first.Approval!.Status, first.Approval.Reason!.Value));
        Assert.Equal((false, ApprovalStatus.Cancelled), (again.IsApplied, again.Approval!.Status));
        Assert.Equal(approval.Id.ToString(), Assert.Single(_world.Ledger.Emitted, static e => e.Action == "approvals.cancel" && e.Outcome == AuditOutcome.Allowed && e.Details.Count != 0).ResourceId);
    }

    [Theory]
    [InlineData(true, "allow-once allow-always deny")]
    [InlineData(false, "allow-once deny")]
    public async Task Request_is_on_record_and_says_what_may_be_answered_and_when_it_was(bool offersAlways, string decisions)
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { OffersAlways = offersAlways });
        Assert.Equal(approval.Id.ToString(), Assert.Single(_world.Ledger.Emitted, static e => e.Action == "approvals.request" && e.Details.Count != 0).ResourceId);
        Assert.Equal(decisions, string.Join(' ', approval.AllowedDecisions.Select(static d => d.ToText())));
        Assert.Null(approval.ResolvedAt);

        _world.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(_world.Time.Now, (await _world.AnswerAsync(approval, "deny")).Approval!.ResolvedAt);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _world.Desk.ListAsync(await _world.PermitAsync(_world.Bob, _world.Desk.List), status: null, 0, DeskWorld.Token));
    }

    [Fact]
    public async Task What_was_used_up_is_not_taken_back()
    {
        Approval approval = await _world.AllowedAsync();
        Assert.True((await _world.RedeemAsync(approval.Id)).IsAllowed);

        ApprovalResult result = await CancelAsync(_world.Run, approval.Id);

        Assert.Equal((false, ApprovalStatus.Allowed), (result.IsApplied, result.Approval!.Status));
    }

    [Fact]
    public async Task Another_run_and_another_tenant_have_nothing_to_take_back()
    {
        Approval approval = await _world.PendingAsync();

        ApprovalResult other = await CancelAsync(RunId.New(), approval.Id);
        ApprovalResult foreign = await _world.Desk.CancelAsync(
            await _world.PermitAsync(_world.Claim("gus", TestWorld.Globex), _world.Desk.Cancel, _world.Run), _world.Run, approval.Id, DeskWorld.Token);

        Assert.All((ApprovalResult[])[other, foreign], static r => Assert.Equal((true, DenyReason.ResourceAbsent, "approval not found"), (r.IsRefused, r.Reason, r.Message)));
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(approval.Id))!.Status);
    }

    [Fact]
    public async Task Store_that_fails_takes_nothing_back_and_the_host_may_try_again()
    {
        Approval approval = await _world.PendingAsync();
        _world.Store.Committing = static () => throw new IOException();

        Assert.Equal((true, DenyReason.DependencyUnavailable), ((await CancelAsync(_world.Run, approval.Id)).IsRefused, (await CancelAsync(_world.Run, approval.Id)).Reason));

        _world.Store.Committing = static () => { };
        Assert.True((await CancelAsync(_world.Run, approval.Id)).IsApplied);
    }

    [Fact]
    public async Task Run_that_the_host_ends_ends_all_of_its_requests_each_on_record_once()
    {
        List<string> asked = [];
        for (int i = 0; i < 3; i++)
        {
            asked.Add((await _world.PendingAsync(new ApprovalRequest(new ProposedAction($"step {i}")))).Id.ToString());
        }

        var run = new RunRef(TestWorld.Acme, _world.Run);
        Assert.Equal(3, await _world.Desk.EndRunForHostAsync(run, ApprovalReason.GatewayRestart, DeskWorld.Token));
        Assert.Equal(0, await _world.Desk.EndRunForHostAsync(run, ApprovalReason.GatewayRestart, DeskWorld.Token));

        Assert.Equal(asked.Order(), _world.Ledger.Emitted.Where(e => e.Actor is null && e.RunId == _world.Run.ToString()).Select(static e => e.ResourceId!).Order());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.Desk.EndRunForHostAsync(run, ApprovalReason.User, DeskWorld.Token));
    }

    [Fact]
    public async Task Run_that_the_host_erases_says_whether_it_had_anything()
    {
        var run = new RunRef(TestWorld.Acme, _world.Run);
        Assert.False(await _world.Desk.EraseRunForHostAsync(run, DeskWorld.Token));
        await _world.PendingAsync();

        Assert.True(await _world.Desk.EraseRunForHostAsync(run, DeskWorld.Token));
        Assert.False(await _world.Desk.EraseRunForHostAsync(run, DeskWorld.Token));
    }

    [Fact]
    public async Task End_of_its_time_is_on_record_once_however_often_somebody_looks()
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((ApprovalStatus.Expired, ApprovalReason.Timeout), ((await _world.FindAsync(approval.Id))!.Status, (await _world.FindAsync(approval.Id))!.Reason!.Value));
            Assert.False((await CancelAsync(_world.Run, approval.Id)).IsApplied);
        }

        Assert.Single(_world.Ledger.Emitted, e => e.Actor is null && e.ResourceId == approval.Id.ToString());
    }

    private async Task<ApprovalResult> CancelAsync(RunId run, ApprovalId id) =>
        await _world.Desk.CancelAsync(await _world.PermitAsync(_world.Alice, _world.Desk.Cancel, run), run, id, DeskWorld.Token);
}
