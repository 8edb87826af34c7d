using Assurance.Report;

namespace Docs.Tests;

/// <summary>Counts are added up as they were written, and what is no count is no figure.</summary>
public sealed class IsolationReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_of_one_name_add_up_over_files_and_stand_in_the_order_of_names()
    {
        Write("b.jsonl", Line("tokens/mutations", 5, 0, "B", seed: 2), Line("attacks/frames", 1, 1, "B"));
        Write("a.jsonl", Line("tokens/mutations", 7, 0, "A", seed: 1), Line("tokens/mutations", 7, 0, "A", seed: 1));

        var report = IsolationReport.Of(_folder);

        Assert.Equal(["attacks/frames 1 1 B ", "tokens/mutations 19 0 A,B 1,2"], report.Figures.Select(static f => $"{f.Name} {f.Tried} {f.Through} {string.Join(',', f.Suites)} {string.Join(',', f.Seeds)}"));
        Assert.Contains("| `attacks/frames`: cases | 1 | 1 | `B` |", FigureTable.Of(report), StringComparison.Ordinal);
        Assert.Equal(report.ToJson(), IsolationReport.Parse(report.ToJson()).ToJson());
    }

    [Fact]
    public void What_nobody_counted_is_said_to_be_absent()
    {
        Write("a.jsonl", Line("model/theorems", 3, 0, "A"));

        var report = IsolationReport.Of(_folder);

        Assert.Equal(
            [
                "model/broken", "model/differential", "mutants/approvals", "mutants/audit", "mutants/claims", "mutants/decision", "mutants/directory", "mutants/files",
                "mutants/gates", "mutants/storage-keys", "mutants/tokens", "mutants/wiring", "mutants/work", "probe/attempts",
            ],
            report.Absent);
        Assert.Contains("Not counted in this report: `model/broken`, `model/differential`, ", FigureTable.Of(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"word","what":"cases","suite":"A","tried":1,"through":0}""")]
    [InlineData("""{"name":"a/b","what":"cases","suite":"A","tried":1,"through":2}""")]
    [InlineData("""{"name":"a/b","what":"cases","suite":"A","tried":-1,"through":0}""")]
    [InlineData("""{"name":"tokens/mutations","what":"other cases","suite":"A","tried":1,"through":0}""")]
    public void What_is_no_count_ends_it(string line)
    {
        Write("a.jsonl", Line("tokens/mutations", 1, 0, "A"), line);

        Assert.Throws<InvalidDataException>(() => IsolationReport.Of(_folder));
    }

    private static string Line(string name, long tried, long through, string suite, int? seed = null) =>
        $$"""{"name":"{{name}}","what":"cases","suite":"{{suite}}","tried":{{tried}},"through":{{through}}{{(seed is null ? "" : $",\"seed\":{seed}")}}}""";

    private void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, file), lines);
}
