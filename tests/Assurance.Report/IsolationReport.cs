using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenClaw.Tenancy.TestKit.Reports;

namespace Assurance.Report;

/// <summary>The report on isolation: what was tried, and how much of it got through. It says no time, no machine and no path, so that two runs write the same.</summary>
public sealed record IsolationReport
{
    // What a run on a machine with everything has as well; where a suite did not count it, the report says that it is not there.
    private static readonly string[] Expected =
    [
        "model/broken", "model/differential", "model/theorems",
        "mutants/approvals", "mutants/audit", "mutants/claims", "mutants/decision", "mutants/directory", "mutants/files",
        "mutants/gates", "mutants/storage-keys", "mutants/tokens", "mutants/wiring", "mutants/work",
        "probe/attempts",
    ];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [JsonPropertyName("format")]
    public required int Format { get; init; }

    /// <summary>The figures, in the order of their names.</summary>
    [JsonPropertyName("figures")]
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>What nobody counted.</summary>
    [JsonPropertyName("absent")]
    public required IReadOnlyList<string> Absent { get; init; }

    /// <summary>Adds up the lines of all files of counts in a folder.</summary>
    /// <exception cref="InvalidDataException">A line is no count, or two say different things under one name.</exception>
    public static IsolationReport Of(string folder)
    {
        CountLine[] lines = [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(Read)];
        Figure[] figures = [.. lines.GroupBy(static l => l.Name, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(Sum)];
        return new IsolationReport { Format = 1, Figures = figures, Absent = [.. Expected.Except(figures.Select(static f => f.Name))] };
    }

    public static IsolationReport Parse(string json) => JsonSerializer.Deserialize<IsolationReport>(json, Json) ?? throw new InvalidDataException("The report is null.");

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    private static CountLine Read(string line)
    {
        CountLine? count;
        try
        {
            count = JsonSerializer.Deserialize<CountLine>(line);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{line}' is no count.", exception);
        }

        return count is { Tried: >= 0, Through: >= 0 } && count.Through <= Math.Max(count.Tried, 1) && count.Name.Contains('/', StringComparison.Ordinal) && count.What.Length > 0
            ? count
            : throw new InvalidDataException($"'{line}' is no count.");
    }

    private static Figure Sum(IGrouping<string, CountLine> lines) => new()
    {
        Name = lines.Key,
        What = lines.Select(static l => l.What).Distinct(StringComparer.Ordinal).ToArray() is [{ } what]
            ? what
            : throw new InvalidDataException($"Two things are counted as '{lines.Key}'."),
        Suites = [.. lines.Select(static l => l.Suite).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Tried = lines.Sum(static l => l.Tried),
        Through = lines.Sum(static l => l.Through),
        Seeds = [.. lines.Select(static l => l.Seed).OfType<ulong>().Distinct().Order()],
    };
}
