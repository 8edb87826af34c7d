namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The tables of gates of the library name what is there, so that taking one out takes out that one.</summary>
public sealed class GateTableTests
{
    [Theory]
    [InlineData("gates.tsv", 130)]
    [InlineData("gates-redundant.tsv", 6)]
    public void Every_row_stands_once_in_the_code_and_changes_it(string table, int least)
    {
        string[][] rows = Rows(table);
        Assert.True(rows.Length >= least, $"{rows.Length} rows are fewer than there were.");
        Assert.All(rows, static row =>
        {
            (string file, string text, string replacement) = (row[0], row[1].Replace(@"\n", "\n", StringComparison.Ordinal), row[2]);
            string code = File.ReadAllText(Path.Combine(ModelFiles.Root, "src", "OpenClaw.Tenancy", file));
            int at = code.IndexOf(text, StringComparison.Ordinal);
            Assert.True(at >= 0 && code.IndexOf(text, at + 1, StringComparison.Ordinal) < 0, $"{file} does not hold once: {text}");
            Assert.NotEqual(text, replacement);
        });
    }

    [Fact]
    public void What_is_redundant_is_a_row_of_the_table_and_has_a_reason()
    {
        string[] gates = [.. Rows("gates.tsv").Select(static r => string.Join('\t', r))];
        Assert.All(Rows("gates-redundant.tsv"), row =>
        {
            Assert.Contains(string.Join('\t', row[..3]), gates);
            Assert.True(row[3].Length > 20, row[3]);
        });
    }

    private static string[][] Rows(string table) => [.. File.ReadLines(Path.Combine(ModelFiles.Root, "eng", table)).Skip(1).Select(static l => l.Split('\t'))];
}
