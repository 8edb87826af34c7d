using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>The digest of an action is over all of it, and what cannot be shown as it is cannot be proposed.</summary>
public sealed class ProposedActionTests
{
    [Fact]
    public void Every_field_counts_and_absent_differs_from_empty()
    {
        ProposedAction[] actions =
        [
            new("a"), new("a") { Cwd = "" }, new("a") { Agent = "" }, new("a") { Session = "" }, new("a") { Cwd = "b" }, new("a") { Agent = "b" },
            new("a") { Session = "b" }, new("ab"), new("b") { Cwd = "a" }, new("a") { Cwd = "", Agent = "" }, new("A"), new("a "), new("a\n"), new("\u00e4"), new("a\u0308"),
        ];

        Assert.Equal(actions.Length, actions.Select(static a => a.ToDigest()).Distinct().Count());
        Assert.Equal(new ProposedAction("a") { Cwd = "b" }.ToDigest(), new ProposedAction("a") { Cwd = "b" }.ToDigest());
    }

    [Fact]
    public void Digest_of_an_action_is_the_same_in_each_version_for_it_is_kept_with_what_was_approved() => Assert.Equal(
        (
            "9fdeca8ca0eda8692424758a6ca728533fcac7149a359f95fa118cd7c3af1262",
            "75f5e01f4c50c82593d17959160b5f81fe878c7cdc0648f336f1e54c07c44fb3"),
        (new ProposedAction("a").ToDigest().ToString(), new ProposedAction("a") { Cwd = "b", Agent = "c", Session = "d" }.ToDigest().ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("a\0")]
    public void Text_that_is_none_is_no_command(string command) => Assert.ThrowsAny<ArgumentException>(() => new ProposedAction(command));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() =>
        Assert.All(["\ud800", "\udc00\ud800", "a\udc00"], static command => Assert.Throws<ArgumentException>(() => new ProposedAction(command)));

    [Fact]
    public void Texts_are_bounded()
    {
        Assert.Throws<ArgumentException>(static () => new ProposedAction(new string('a', ProposedAction.MaxCommand + 1)));
        Assert.Throws<ArgumentException>(static () => new ProposedAction("a") { Cwd = new string('a', ProposedAction.MaxText + 1) });
        Assert.Throws<ArgumentException>(static () => new ProposedAction("a") { Session = "\ud800" });
        Assert.Equal(ProposedAction.MaxCommand, new ProposedAction(new string('a', ProposedAction.MaxCommand)).Command.Length);
    }

    [Fact]
    public void Texts_of_decisions_statuses_and_reasons_are_the_known_ones()
    {
        Assert.Equal(["allow-always", "allow-once", "deny"], Enum.GetValues<ApprovalDecision>().Select(static d => d.ToText()).Order(StringComparer.Ordinal));
        Assert.Equal(["allowed", "cancelled", "denied", "expired", "pending"], Enum.GetValues<ApprovalStatus>().Select(static s => s.ToText()).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["gateway-restart", "malformed-verdict", "no-route", "run-aborted", "storage-corrupt", "timeout", "user"],
            Enum.GetValues<ApprovalReason>().Select(static r => r.ToText()).Order(StringComparer.Ordinal));
        Assert.All(Enum.GetValues<ApprovalDecision>(), static d => Assert.Equal(d, ApprovalTexts.DecisionOf(d.ToText())));
        Assert.Equal(("denied", "deny", "storage-corrupt"), (((ApprovalStatus)99).ToText(), ((ApprovalDecision)99).ToText(), ((ApprovalReason)99).ToText()));
    }
}
