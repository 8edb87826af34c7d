using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Redaction;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Auditing;

/// <summary>The laws of what goes into a trail.</summary>
public sealed partial class RedactionProperties
{
    private const int Cases = 20_000;

    [Fact]
    public void A_canary_never_survives() => Law.Check(RedactionGens.Canaries, static (text, tally) =>
    {
        string whole = AuditRedactor.Text(text, 100_000);
        string written = Written(text);
        tally.Count("cut", written.EndsWith("...", StringComparison.Ordinal));
        return !whole.Contains("c4n4ry", StringComparison.Ordinal) && !written.Contains("c4", StringComparison.Ordinal);
    }, Cases).AtLeast("cut", 0.01);

    [Fact]
    public void A_secret_survives_at_no_place_of_any_text() => Law.Check(RedactionGens.Planted(Sent()), static (planted, tally) =>
    {
        // Behind a letter "bearer" and "sk-" are the end of a word, and behind a hyphen "sk-" is too.
        char before = planted.Before.Length == 0 ? ' ' : planted.Before[^1];
        bool glued = char.IsAsciiLetterOrDigit(before) && !Escaped().IsMatch(planted.Before);
        bool isWord = planted.Secret.StartsWith("sk-", StringComparison.Ordinal) ? glued || before is '-' or '_' : glued && planted.Secret.StartsWith("bearer", StringComparison.OrdinalIgnoreCase);
        tally.Count("behind a letter", glued && !isWord);
        tally.Count("looked at", !isWord);
        string text = planted.Before + planted.Secret + planted.After;
        return isWord || (!AuditRedactor.Text(text, 100_000).Contains("c4n4ry", StringComparison.Ordinal) && !AuditRedactor.Value(new[] { text }).Contains("c4n4ry", StringComparison.Ordinal));
    }, Cases).AtLeast("behind a letter", 0.02).AtLeast("looked at", 0.8);

    [Fact]
    public void A_text_without_a_secret_is_the_same_but_for_its_encoding() => Law.Check(RedactionGens.HarmlessTexts, static (text, tally) =>
    {
        string written = AuditRedactor.Text(text, 100_000);
        tally.Count("encoded", written != text);
        return Undo(written) == text && written.Contains("***", StringComparison.Ordinal) == text.Contains("***", StringComparison.Ordinal);
    }, Cases).AtLeast("encoded", 0.3);

    [Fact]
    public void What_is_written_is_one_line_of_printable_ascii_and_bounded() => Law.Check(RedactionGens.Texts, static (text, tally) =>
    {
        string written = Written(text);
        tally.Count("changed", written != text);
        return written.All(static c => c is >= ' ' and <= '~') && Undo(written).Length <= 259;
    }, Cases).AtLeast("changed", 0.3);

    [Fact]
    public void What_is_read_back_is_written_the_same() => Law.Check(RedactionGens.Texts, static (text, tally) =>
    {
        string written = Written(text);
        tally.Count("redacted", written.Contains("***", StringComparison.Ordinal));
        tally.Count("cut", written.EndsWith("...", StringComparison.Ordinal));
        return Written(Undo(written)) == written;
    }, Cases).AtLeast("redacted", 0.1).AtLeast("cut", 0.01);

    [Fact]
    public void Redaction_is_idempotent() => Law.Check(RedactionGens.Canaries, static (text, _) =>
    {
        string once = Undo(AuditRedactor.Text(text, 100_000));
        return Undo(AuditRedactor.Text(once, 100_000)) == once;
    }, Cases);

    // Where the corpus is not there, what else is planted must do.
    private static string[] Sent() => Corpora.Find("blns/blns.json") is { } path ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))! : ["undefined"];

    private static string Written(string text) => new AuditEnvelope(TenantId.Platform, DateTimeOffset.UnixEpoch)
    {
        Action = "a",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "r",
        Actor = text,
    }.Actor!;

    private static string Undo(string written) =>
        Escape().Replace(written, static m => ((char)ushort.Parse(m.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\u[0-9a-f]{4}")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(\\[nrtbfv0]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|%(25)*[0-9a-fA-F]{2})\z")]
    private static partial Regex Escaped();
}
