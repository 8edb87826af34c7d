using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>The first answer of somebody else counts, and what is no decision is a denial.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("allow-once", ApprovalStatus.Allowed, 1, ApprovalReason.User)]
    [InlineData("allow-always", ApprovalStatus.Allowed, 100, ApprovalReason.User)]
    [InlineData("deny", ApprovalStatus.Denied, 0, ApprovalReason.User)]
    [InlineData("ALLOW-ONCE", ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    [InlineData("allow", ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    [InlineData(" allow-once", ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    [InlineData("allow-once\0", ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    [InlineData("approved", ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    [InlineData("", ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    [InlineData(null, ApprovalStatus.Denied, 0, ApprovalReason.MalformedVerdict)]
    public async Task Decision_counts_as_what_it_exactly_says(string? decision, ApprovalStatus status, int uses, ApprovalReason reason)
    {
        ApprovalResult result = await _world.AnswerAsync(await _world.PendingAsync(), decision);

        Assert.True(result.IsApplied);
        Assert.Equal((status, uses, reason), (result.Approval!.Status, result.Approval.UsesLeft, result.Approval.Reason!.Value));
        Assert.Equal("bob", result.Approval.Resolver!.Subject);
    }

    [Fact]
    public async Task What_is_not_on_offer_is_a_denial()
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { OffersAlways = false });

        ApprovalResult result = await _world.AnswerAsync(approval, "allow-always");

        Assert.Equal([ApprovalDecision.AllowOnce, ApprovalDecision.Deny], approval.AllowedDecisions);
        Assert.Equal((ApprovalStatus.Denied, ApprovalReason.MalformedVerdict), (result.Approval!.Status, result.Approval.Reason!.Value));
    }

    [Fact]
    public async Task Answer_to_another_kind_is_a_denial()
    {
        ApprovalResult result = await _world.AnswerAsync(await _world.PendingAsync(), new ApprovalAnswer { Decision = "allow-once", Kind = "plugin" });

        Assert.Equal((ApprovalStatus.Denied, ApprovalReason.MalformedVerdict), (result.Approval!.Status, result.Approval.Reason!.Value));
    }

    [Theory]
    [InlineData("allow-once", "deny")]
    [InlineData("deny", "allow-once")]
    [InlineData("deny", "allow-always")]
    public async Task Later_answer_changes_nothing_and_learns_what_counts(string first, string second)
    {
        Approval approval = await _world.PendingAsync();
        ApprovalResult one = await _world.AnswerAsync(approval, first);
        ApprovalResult two = await _world.AnswerAsync(approval, second, _world.Claim("carol"));

        Assert.True(one.IsApplied);
        Assert.False(two.IsApplied);
        Assert.Equal((one.Approval!.Status, "bob"), (two.Approval!.Status, two.Approval.Resolver!.Subject));
        Assert.Equal("already_resolved", Assert.Single(_world.Ledger.Emitted, static e => e.Actor == "carol").Detail);
    }

    [Fact]
    public async Task Of_64_answers_at_once_one_is_applied_and_all_learn_of_it()
    {
        Approval approval = await _world.PendingAsync();
        VerifiedTenantClaim[] approvers = [.. Enumerable.Range(0, 64).Select(i => _world.Claim($"approver{i}"))];

        ApprovalResult[] results = await Task.WhenAll(approvers.Select((claim, i) => Task.Run(() => _world.AnswerAsync(approval, i % 2 == 0 ? "allow-once" : "deny", claim))));

        ApprovalResult won = Assert.Single(results, static r => r.IsApplied);
        Assert.All(results, r => Assert.Equal((won.Approval!.Status, won.Approval.Resolver!.Subject), (r.Approval!.Status, r.Approval.Resolver!.Subject)));
    }

    [Fact]
    public async Task Record_stands_before_the_answer_counts_and_holds_digests_alone()
    {
        Approval approval = await _world.PendingAsync();
        ApprovalStatus? then = null;
        _world.Ledger.BeforeAppend = async (envelope, token) =>
            then = envelope.Details.Count != 0 ? (await _world.FindAsync(approval.Id))!.Status : then;

        await _world.AnswerAsync(approval, new ApprovalAnswer { Decision = "allow-once", CorrelationId = "c-1" });

        AuditEnvelope record = Assert.Single(_world.Ledger.Appended, static e => e.Details.Count != 0);
        Assert.Equal(ApprovalStatus.Pending, then);
        Assert.Equal(("approvals.resolve", "bob", "c-1", TestWorld.Acme), (record.Action, record.Actor, record.CorrelationId, record.Tenant));
        Assert.Equal((approval.Id.ToString(), _world.Run.ToString()), (record.ResourceId, record.RunId));
        Assert.Equal(("allow-once", approval.Digest.ToString()), (record.Details["decision"], record.Details["action_digest"]));
        Assert.DoesNotContain(_world.Ledger.Appended.Concat(_world.Ledger.Emitted), static e => e.Details.Values.Any(static v => v.Contains(DeskWorld.Command, StringComparison.Ordinal)));
    }
}
