using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.TestKit.Approvals;

/// <summary>What every durable store of approvals does, whatever the database. Each check throws where it does not.</summary>
public static class ApprovalStoreChecks
{
    /// <summary>Of 64 answers over all hosts one is applied, and every host learns which.</summary>
    public static async Task FirstAnswerWinsAsync(IReadOnlyList<ApprovalHost> hosts, CancellationToken cancellationToken)
    {
        for (int round = 0; round < 3; round++)
        {
            var run = RunId.New();
            Approval approval = await hosts[0].AskAsync(run, cancellationToken);
            ApprovalResult[] results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
                () => hosts[i % hosts.Count].AnswerAsync(approval.Id, i % 3 == 0 ? "deny" : "allow-once", $"approver{i}", cancellationToken), cancellationToken)));
            ApprovalResult won = results.Single(static r => r.IsApplied);
            Require(results.All(r => r.Approval is { } seen && seen.Resolver!.Subject == won.Approval!.Resolver!.Subject && seen.Status == won.Approval.Status), "all see one answer");
        }
    }

    /// <summary>Of 64 uses over all hosts as many are granted as were allowed.</summary>
    public static async Task UsesAreCountedAsync(IReadOnlyList<ApprovalHost> hosts, string decision, int uses, CancellationToken cancellationToken)
    {
        var run = RunId.New();
        Approval approval = await hosts[0].AskAsync(run, cancellationToken);
        Require((await hosts[^1].AnswerAsync(approval.Id, decision, "bob", cancellationToken)).IsApplied, "answered");
        ApprovalRedemption[] redemptions = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            () => hosts[i % hosts.Count].RedeemAsync(run, approval.Id, cancellationToken), cancellationToken)));
        Require(redemptions.Count(static r => r.IsAllowed) == uses, $"{redemptions.Count(static r => r.IsAllowed)} uses were granted");
    }

    /// <summary>What was kept comes back character for character, to another host too, and to its tenant alone.</summary>
    public static async Task RecordsComeBackAsync(ApprovalHost one, ApprovalHost other, CancellationToken cancellationToken)
    {
        var run = RunId.New();
        Approval approval = await one.AskAsync(run, cancellationToken);
        Require((await one.AnswerAsync(approval.Id, "allow-always", "bob", cancellationToken)).IsApplied, "answered");
        string id = approval.Id.ToString();
        Require(await one.Store.FindAsync(TestWorld.Acme, id, cancellationToken) == await other.Store.FindAsync(TestWorld.Acme, id, cancellationToken), "the same record");
        Require(await other.Store.FindAsync(TestWorld.Globex, id, cancellationToken) is null, "not another tenant's");
        Require(await other.Store.FindOwnerAsync(id, cancellationToken) == "acme", "its owner");
        Require(await other.Store.FindOwnerAsync("a0", cancellationToken) is null, "no owner of nothing");
        Require((await other.RedeemAsync(run, approval.Id, cancellationToken)).Grant?.Covers(TestWorld.Acme, run, ApprovalHost.Action) == true, "redeemed elsewhere");
        Require((await other.RedeemAsync(run, approval.Id, cancellationToken, TestWorld.Globex)).Reason == DenyReason.ResourceAbsent, "not another tenant's to redeem");
        Require((await other.ListAsync(ApprovalStatus.Allowed, cancellationToken)).Single().Action.ToDigest() == ApprovalHost.Action.ToDigest(), "listed");
        Require((await other.ListAsync(null, cancellationToken, TestWorld.Globex)).Count == 0, "not listed elsewhere");
    }

    /// <summary>What the last question refuses is not there, and neither half of a change that takes another's place.</summary>
    public static async Task RefusedChangeLeavesNothingAsync(ApprovalHost host, CancellationToken cancellationToken)
    {
        Approval approval = await host.AskAsync(RunId.New(), cancellationToken);
        ApprovalRecord kept = (await host.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), cancellationToken))!;
        ApprovalRecord ended = kept with { Status = "cancelled", Version = 2 };
        ApprovalRecord added = kept with { Id = ApprovalId.New().ToString() };
        var limits = new ApprovalLimits(100, kept.CreatedTicks, 0);
        Require(await host.Store.ReplaceAsync(TestWorld.Acme, ended, static () => false, cancellationToken) == ApprovalCommit.Refused, "refused");
        Require(await host.Store.AddAsync(TestWorld.Acme, added, ended, limits, static () => false, cancellationToken) == ApprovalCommit.Refused, "both refused");
        Require(await host.Store.AddAsync(TestWorld.Acme, added, ended, limits with { MaxPending = 0 }, static () => true, cancellationToken) == ApprovalCommit.Full, "full");
        Require(await host.Store.AddAsync(TestWorld.Acme, added, ended with { Version = 3 }, limits, static () => true, cancellationToken) == ApprovalCommit.Stale, "stale");
        Require(await host.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), cancellationToken) == kept, "as it was");
        Require(await host.Store.FindAsync(TestWorld.Acme, added.Id, cancellationToken) is null, "not added");
        Require(await host.Store.AddAsync(TestWorld.Acme, added, ended, limits, static () => true, cancellationToken) == ApprovalCommit.Done, "both done");
        await host.Store.EraseAsync(TestWorld.Acme, kept.Run, cancellationToken);
        Require(await host.Store.FindAsync(TestWorld.Acme, added.Id, cancellationToken) is null, "erased");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The store does not keep this: {what}.");
        }
    }
}
