using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>An outdated proposal cannot be approved, and what ended lets nothing be done.</summary>
public sealed class SupersededTests : IDisposable
{
    private static readonly ProposedAction Changed = new("rm -r /") { Cwd = "src", Agent = "main", Session = "s1" };

    private readonly DeskWorld _world = new(static o => o.MaxPending = 3);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Superseded_approval_is_cancelled_also_one_that_was_allowed(bool isAllowed)
    {
        Approval old = isAllowed ? await _world.AllowedAsync() : await _world.PendingAsync();

        Approval next = await _world.PendingAsync(new ApprovalRequest(Changed) { Supersedes = old.Id });

        Approval standing = (await _world.AnswerAsync(old, "allow-once")).Approval!;
        Assert.Equal((ApprovalStatus.Cancelled, next.Id), (standing.Status, standing.SupersededBy));
        Assert.False((await _world.RedeemAsync(old.Id)).IsAllowed);
        Assert.Equal(ApprovalStatus.Pending, next.Status);
    }

    [Fact]
    public async Task Answer_to_an_outdated_proposal_finds_no_approval()
    {
        Approval old = await _world.PendingAsync();
        Approval next = await _world.PendingAsync(new ApprovalRequest(Changed) { Supersedes = old.Id });

        ApprovalResult result = await _world.AnswerAsync(next, new ApprovalAnswer { Decision = "allow-once", Seen = old.Digest });

        Assert.Equal((DenyReason.ResourceAbsent, "approval not found"), (result.Reason, result.Message));
        Assert.True((await _world.AnswerAsync(next, new ApprovalAnswer { Decision = "allow-once", Seen = next.Digest })).IsApplied);
    }

    [Fact]
    public async Task Approval_of_another_run_is_not_superseded()
    {
        Approval old = await _world.PendingAsync();

        ApprovalResult result = await _world.AskAsync(new ApprovalRequest(Changed) { Supersedes = old.Id }, run: RunId.New());

        Assert.Equal(DenyReason.ResourceAbsent, result.Reason);
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(old.Id))!.Status);
    }

    [Theory]
    [InlineData(ApprovalReason.RunAborted)]
    [InlineData(ApprovalReason.GatewayRestart)]
    [InlineData(ApprovalReason.NoRoute)]
    public async Task Run_that_ends_takes_its_approvals_along(ApprovalReason reason)
    {
        Approval pending = await _world.PendingAsync();
        Approval allowed = await _world.AllowedAsync("allow-always");
        Approval other = (await _world.AskAsync(run: RunId.New())).Approval!;

        Assert.Equal(2, await _world.Desk.EndRunForHostAsync(new RunRef(TestWorld.Acme, _world.Run), reason, DeskWorld.Token));

        Approval standing = (await _world.AnswerAsync(pending, "allow-once")).Approval!;
        Assert.Equal((ApprovalStatus.Cancelled, reason), (standing.Status, standing.Reason!.Value));
        Assert.False((await _world.RedeemAsync(allowed.Id)).IsAllowed);
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(other.Id))!.Status);
        Assert.Equal(0, await _world.Desk.EndRunForHostAsync(new RunRef(TestWorld.Globex, other.Run), reason, DeskWorld.Token));
    }

    [Fact]
    public async Task Erased_run_leaves_no_approval_of_it()
    {
        Approval approval = await _world.PendingAsync();

        await _world.Desk.EraseRunForHostAsync(new RunRef(TestWorld.Acme, _world.Run), DeskWorld.Token);

        Assert.Null(await _world.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), DeskWorld.Token));
        Assert.Null(await _world.Store.FindOwnerAsync(approval.Id.ToString(), DeskWorld.Token));
    }

    [Fact]
    public async Task Tenant_has_no_more_pending_approvals_than_it_may()
    {
        Approval first = await _world.PendingAsync();
        await _world.PendingAsync();
        await _world.PendingAsync();

        Assert.Equal(DenyReason.PolicyForbid, (await _world.AskAsync()).Reason);
        Assert.True((await _world.AskAsync(new ApprovalRequest(Changed) { Supersedes = first.Id })).IsApplied);
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await _world.AskAsync()).IsApplied);
    }
}
