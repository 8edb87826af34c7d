using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>What a store commits after it was given up for lost counts no more: whoever asked was told that it did not happen.</summary>
public sealed class LateCommitTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Answer_that_was_given_up_for_lost_is_not_committed_later()
    {
        Approval approval = await _world.PendingAsync();
        var isLetGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Store.Late = () => isLetGo.Task;
        Task<ApprovalResult> answer = _world.AnswerAsync(approval, "allow-once");
        while (!answer.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, DeskWorld.Token);
        }

        Assert.Equal((false, DenyReason.DependencyUnavailable), ((await answer).IsApplied, (await answer).Reason));
        isLetGo.SetResult();

        Assert.Equal(ApprovalCommit.Refused, await _world.Store.Last);
        Assert.Equal(ApprovalStatus.Pending, (await _world.FindAsync(approval.Id))!.Status);
    }
}
