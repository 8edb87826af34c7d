using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Documentation;

/// <summary>Each diagnostic that a host can meet has a page.</summary>
public sealed partial class DiagnosticPagesTests
{
    private const string Folder = "docs/diagnostics";

    private static readonly string[] Ids = [.. Found(DiagnosticId()).Concat(Found(EventNumber()).Select(static n => "OCT" + n)).Distinct()];

    [Fact]
    public void Every_diagnostic_has_a_page() => Rule.Holds(
        $"Write {Folder}/OCT....md: what it means, why, and what to do.",
        Ids,
        static id => File.Exists(Path.Combine(Repository.Root, Folder, id + ".md")) && Repository.Text($"{Folder}/{id}.md").Contains(id, StringComparison.Ordinal) ? null : id);

    [Fact]
    public void Every_page_has_a_diagnostic() => Rule.Holds(
        "The source says no such thing any more: delete the page.",
        [.. Repository.Files(Folder).Select(static p => Path.GetFileNameWithoutExtension(p)).Where(static n => DiagnosticId().IsMatch(n))],
        static id => Ids.Contains(id) ? null : id);

    [Fact]
    public void Every_event_is_named_on_its_page() => Rule.Holds(
        "The page of an event's number must name the event: one number, one meaning.",
        [.. Repository.Sources.SelectMany(static f => Event().Matches(string.Join('\n', f.Lines)))],
        static match => Path.Combine(Repository.Root, Folder, $"OCT{match.Groups[1].Value}.md") is var page
            && File.Exists(page) && File.ReadAllText(page).Contains(match.Groups[2].Value, StringComparison.Ordinal) ? null : $"{match.Groups[1].Value} {match.Groups[2].Value}");

    private static IEnumerable<string> Found(Regex pattern) =>
        Repository.Sources.SelectMany(static f => f.Lines).SelectMany(line => pattern.Matches(line)).Select(static m => m.Groups[1].Value).Distinct();

    [GeneratedRegex(@"\b(OCT\d{4})\b")]
    private static partial Regex DiagnosticId();

    [GeneratedRegex(@"\bEventId = (\d{4})\b")]
    private static partial Regex EventNumber();

    [GeneratedRegex(@"\bEventId = (\d{4}), EventName = ""(\w+)""")]
    private static partial Regex Event();
}
