using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>What must, and must not, stand in the model: the prover says nothing of a theorem that was taken for granted.</summary>
public sealed partial class ModelTextTests
{
    private const int MaxLines = 300;

    [Fact]
    public void Nothing_is_taken_for_granted() => Assert.All(ModelFiles.Paths, static path =>
        Assert.DoesNotMatch(Granted(), File.ReadAllText(path)));

    [Theory]
    [InlineData("  assume x == y;")]
    [InlineData("  // We assume that")]
    [InlineData("lemma {:axiom} L()")]
    [InlineData("lemma {:verify false} L()")]
    [InlineData("lemma {:verify   false} L()")]
    [InlineData("module {:extern} M")]
    [InlineData("expect x;")]
    [InlineData("{:only} lemma L()")]
    public void What_would_be_taken_for_granted_is_found(string text) => Assert.Matches(Granted(), text);

    [Fact]
    public void Every_lemma_has_a_body() => Assert.All(ModelFiles.Paths, static path =>
        Assert.All(Lemmas(File.ReadAllText(path)), static lemma => Assert.Contains("\n  {", lemma, StringComparison.Ordinal)));

    [Fact]
    public void Every_theorem_says_in_plain_words_what_it_is() => Assert.All(
        ModelFiles.Paths.Where(static p => p.EndsWith("Theorems.dfy", StringComparison.Ordinal)),
        static path => Assert.True(Named().Count(File.ReadAllText(path)) > 5, path));

    [Fact]
    public void No_file_is_long() => Assert.All(ModelFiles.Paths, static path => Assert.InRange(File.ReadAllLines(path).Length, 1, MaxLines));

    [Fact]
    public void Every_broken_variant_changes_one_place_outside_the_theorems() => Assert.All([.. ModelFiles.Broken, .. ModelFiles.Redundant], static variant =>
    {
        string text = ModelFiles.Text(variant.File);
        int at = text.IndexOf(variant.Old, StringComparison.Ordinal);
        Assert.True(at >= 0 && text.IndexOf(variant.Old, at + 1, StringComparison.Ordinal) < 0, $"{variant.File} does not hold once: {variant.Old}");
        Assert.DoesNotContain("lemma", Declaration().Matches(text[..at])[^1].Value, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_broken_variant_names_a_theorem() => Assert.All(ModelFiles.Broken, static variant =>
        Assert.Single(ModelFiles.Paths, path => Regex.IsMatch(File.ReadAllText(path), $@"\blemma {variant.Lemma}\b")));

    // A theorem that no broken variant goes against may be one that says nothing.
    [Fact]
    public void Every_theorem_has_a_broken_variant_or_is_listed()
    {
        string[] theorems = [.. ModelFiles.Paths.Select(File.ReadAllText).SelectMany(static t => Named().Matches(t)).Select(static m => m.Groups[1].Value)];
        string[] without = [.. theorems.Except(ModelFiles.Broken.Select(static b => b.Lemma)).Order(StringComparer.Ordinal)];
        string[] listed = [.. File.ReadLines(Path.Combine(ModelFiles.Folder, "unbroken.tsv")).Skip(1).Select(static l => l.Split('\t')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(listed, without);
    }

    private static IEnumerable<string> Lemmas(string text) => Lemma().Matches(text).Select(static m => m.Value);

    [GeneratedRegex(@"\bassum|\{:axiom|\{:verify\s+false|\{:extern|\bexpect\b|\{:only|\{:timeLimit")]
    private static partial Regex Granted();

    [GeneratedRegex(@"^  lemma [\s\S]*?(?=^  \}|\z)", RegexOptions.Multiline)]
    private static partial Regex Lemma();

    // A sentence on the line above.
    [GeneratedRegex(@"^  // [^\n]*\.\n  lemma (\w+)", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"^  (?:ghost |opaque )*(?:lemma|function|predicate|datatype|newtype|const|type) ", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
