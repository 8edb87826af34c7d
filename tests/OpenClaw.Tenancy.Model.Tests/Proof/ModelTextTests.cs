using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>What must, and must not, stand in the model: the prover says nothing of a theorem that was taken for granted.</summary>
public sealed partial class ModelTextTests
{
    private const int MaxLines = 300;

    // Steps of proofs.
    private static readonly string[] Helpers =
    [
        "Cancel", "BeginsFurther", "CourseIsSound", "FieldIsInjective", "FieldIsPlain", "GrowIsClosed", "GrowIsLeast", "HeadCounts", "HexIsInjective", "JoinBegins", "JoinSplits", "LastIsSame", "LastIsWritten",
        "LengthIsInjective", "Longer", "NarrowIsWithin", "NotBefore", "NotBeforeStart", "Numbers", "OneScopeHolds", "PackSplits", "SameRankIsSame", "ShorterIsLinked", "Shrinks", "StemIsKept", "WithinComposes", "WithoutKeepsTheRest",
    ];

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
    [InlineData("lemma {: axiom} L()")]
    [InlineData("lemma {:\taxiom} L()")]
    [InlineData("lemma { :verify false} L()")]
    [InlineData("  @Axiom\n  lemma L()")]
    [InlineData("  @Verify(false)\n  lemma L()")]
    [InlineData("  @VerifyOnly lemma L()")]
    public void What_would_be_taken_for_granted_is_found(string text) => Assert.Matches(Granted(), text);

    [Fact]
    public void Every_lemma_has_a_body() => Assert.All(ModelFiles.Paths, static path =>
        Assert.All(Lemmas(File.ReadAllText(path)), static lemma => Assert.Contains("\n  {", lemma, StringComparison.Ordinal)));

    // What a function without one ensures would be taken for granted.
    [Fact]
    public void Every_function_has_a_body()
    {
        Match[] functions = [.. ModelFiles.Paths.SelectMany(static path => Function().Matches(File.ReadAllText(path)))];
        Assert.True(functions.Length > 100, $"{functions.Length} functions are fewer than there are.");
        Assert.All(functions, static function => Assert.Matches(Body(), function.Value));
    }

    [Theory]
    [InlineData("  function F(x: nat): nat\n    ensures F(x) > x\n")]
    [InlineData("  predicate P(x: nat) ensures forall y {:trigger P(y)} :: P(y)\n")]
    public void A_function_without_a_body_is_found(string text) => Assert.DoesNotMatch(Body(), Assert.Single(Function().Matches(text)).Value);

    // A theorem is what says in plain words what it is. What says nothing is listed, so that no theorem goes without.
    [Fact]
    public void Every_theorem_says_in_plain_words_what_it_is()
    {
        string[] lemmas = [.. ModelFiles.Paths.Select(File.ReadAllText).SelectMany(static t => Name().Matches(t)).Select(static m => m.Groups[1].Value)];
        Assert.Equal(Helpers.Order(StringComparer.Ordinal), lemmas.Except(Theorems()).Order(StringComparer.Ordinal));
    }

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
        string[] without = [.. Theorems().Except(ModelFiles.Broken.Select(static b => b.Lemma)).Order(StringComparer.Ordinal)];
        string[] listed = [.. File.ReadLines(Path.Combine(ModelFiles.Folder, "unbroken.tsv")).Skip(1).Select(static l => l.Split('\t')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(listed, without);
    }

    private static string[] Theorems() => [.. ModelFiles.Paths.Select(File.ReadAllText).SelectMany(static t => Named().Matches(t)).Select(static m => m.Groups[1].Value)];

    private static IEnumerable<string> Lemmas(string text) => Lemma().Matches(text).Select(static m => m.Value);

    // Attributes in both spellings, of which the model has none but the one that says where the prover should look.
    [GeneratedRegex(@"\bassum|\{\s*:\s*(?!trigger\b)|@\s*[A-Za-z]|\bexpect\b")]
    private static partial Regex Granted();

    [GeneratedRegex(@"^  lemma [\s\S]*?(?=^  \}|\z)", RegexOptions.Multiline)]
    private static partial Regex Lemma();

    // To the end of its paragraph.
    [GeneratedRegex(@"^  (?:ghost |opaque )*(?:function|predicate) [\s\S]*?(?=\n\s*\n|\z)", RegexOptions.Multiline)]
    private static partial Regex Function();

    [GeneratedRegex(@"\{(?!:)")]
    private static partial Regex Body();

    [GeneratedRegex(@"^  lemma (\w+)", RegexOptions.Multiline)]
    private static partial Regex Name();

    // A sentence on the line above.
    [GeneratedRegex(@"^  // [^\n]*\.\n  lemma (\w+)", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"^  (?:ghost |opaque )*(?:lemma|function|predicate|datatype|newtype|const|type) ", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
