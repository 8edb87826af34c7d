using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>However the store answers, each call comes to an end: after a thousand attempts, with the caller's patience, or where nothing more can be ended.</summary>
public sealed class AttemptTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("request")]
    [InlineData("resolve")]
    [InlineData("redeem")]
    public async Task Store_in_which_somebody_else_is_always_first_is_asked_a_thousand_times(string what)
    {
        Approval approval = what == "redeem" ? await _world.AllowedAsync() : await _world.PendingAsync();
        int before = _world.Store.Offered;
        _world.Store.Overtakes = 1_500;

        DenyReason reason = what switch
        {
            "request" => (await _world.AskAsync()).Reason,
            "resolve" => (await _world.AnswerAsync(approval, "allow-once")).Reason,
            _ => (await _world.RedeemAsync(approval.Id)).Reason,
        };

        Assert.Equal((DenyReason.DependencyUnavailable, 1_000), (reason, _world.Store.Offered - before));
    }

    [Fact]
    public async Task End_that_cannot_be_written_down_is_tried_a_thousand_times_and_the_look_fails()
    {
        Approval approval = await _world.PendingAsync();
        _world.Time.Advance(approval.ExpiresAt - _world.Time.Now);
        int before = _world.Store.Offered;
        _world.Store.Overtakes = 1_500;

        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => _world.FindAsync(approval.Id));

        Assert.Contains("somebody else was first", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1_000, _world.Store.Offered - before);
    }

    [Theory]
    [InlineData("request")]
    [InlineData("resolve")]
    [InlineData("redeem")]
    public async Task Caller_who_has_gone_is_not_worked_for(string what)
    {
        Approval approval = await _world.AllowedAsync();
        AccessPermit permit = what switch
        {
            "request" => await _world.PermitAsync(_world.Alice, _world.Desk.Request, _world.Run),
            "resolve" => await _world.PermitAsync(_world.Bob, _world.Desk.Resolve, approval.Id),
            _ => await _world.PermitAsync(_world.Alice, _world.Desk.Redeem, _world.Run),
        };
        int asked = 0;
        _world.Store.Asked = () => asked++;
        var gone = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => what switch
        {
            "request" => _world.Desk.RequestAsync(permit, _world.Run, new ApprovalRequest(DeskWorld.Action) { Supersedes = approval.Id }, gone),
            "resolve" => _world.Desk.ResolveAsync(permit, approval.Id, ApprovalAnswer.Of("deny"), gone),
            _ => _world.Desk.RedeemAsync(permit, _world.Run, approval.Id, DeskWorld.Action, gone),
        });

        Assert.Equal(0, asked);
    }

    [Theory]
    [InlineData(201, false, 201)]
    [InlineData(200, true, 0)]
    public async Task Run_with_more_than_a_page_of_approvals_ends_all_of_them_and_stops_where_none_can_be_ended(int approvals, bool isEdited, int ended)
    {
        for (int i = 0; i < approvals; i++)
        {
            await _world.PendingAsync();
        }

        if (isEdited)
        {
            _world.Store.Edit = static r => r with { Command = "rm -r /" };
        }

        int asked = 0;
        _world.Store.Asked = () => _ = ++asked <= (2 * ended) + 10 ? 0 : throw new InvalidOperationException("It does not stop.");

        Assert.Equal(ended, await _world.Desk.EndRunForHostAsync(new RunRef(TestWorld.Acme, _world.Run), ApprovalReason.RunAborted, DeskWorld.Token));
    }

    [Fact]
    public async Task Host_that_names_no_run_ends_none()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("run", () => _world.Desk.EndRunForHostAsync(null!, ApprovalReason.RunAborted, DeskWorld.Token));
        await Assert.ThrowsAsync<ArgumentNullException>("run", () => _world.Desk.EraseRunForHostAsync(null!, DeskWorld.Token));
    }
}
