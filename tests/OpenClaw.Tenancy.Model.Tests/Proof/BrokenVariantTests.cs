using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The theorems can fail: each of them does when the model is broken in a place that it is about. In the long run, for it takes minutes.</summary>
public sealed class BrokenVariantTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("model").FullName;

    public static TheoryData<BrokenVariant> Variants => new(ModelFiles.Broken);

    [Theory]
    [CountsCases("model/broken", "broken models, each of which must fail in the theorem that it is about")]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_model_fails_its_theorem(BrokenVariant variant)
    {
        Prover.Require();
        Assert.SkipUnless(Seeds.IsLong, "Runs with OPENCLAW_TENANCY_LONG=1.");
        await CopyAsync([variant]);
        string file = ModelFiles.Paths.Single(p => File.ReadAllText(p).Contains($"lemma {variant.Lemma}(", StringComparison.Ordinal));
        string[] asked = ["--verification-time-limit", "60", "--filter-symbol", variant.Lemma];

        Proof proof = await Prover.VerifyAsync([Path.Combine(_folder, Path.GetFileName(file))], asked);

        // Refused, and by this theorem. What the prover found no time for is no proof of anything.
        string text = await File.ReadAllTextAsync(Path.Combine(_folder, Path.GetFileName(file)));
        (int from, int to) = ModelFiles.LinesOf(variant.Lemma, text);
        Assert.True(proof.Errors > 0, $"{variant}: {proof.Text}");
        Assert.Contains(proof.Lines, l => l.File == Path.GetFileName(file) && l.Line >= from && l.Line <= to);
    }

    [Fact]
    public async Task The_same_question_about_the_whole_model_is_answered_with_a_proof()
    {
        Prover.Require();
        Proof proof = await Prover.VerifyAsync(
            [ModelFiles.Paths.Single(static p => Path.GetFileName(p) == "EvaluatorTheorems.dfy")], "--verification-time-limit", "20", "--filter-symbol", "FaultDenies");

        Assert.True(proof.IsWhole, proof.Text);
    }

    [Fact]
    public async Task What_no_theorem_notices_can_be_taken_out()
    {
        Prover.Require();
        Assert.SkipUnless(Seeds.IsLong, "Runs with OPENCLAW_TENANCY_LONG=1.");
        await CopyAsync(ModelFiles.Redundant);

        Proof proof = await Prover.VerifyAsync(ModelFiles.Paths.Select(p => Path.Combine(_folder, Path.GetFileName(p))), "--verification-time-limit", "60");

        Assert.True(proof.IsWhole, proof.Text);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private async Task CopyAsync(BrokenVariant[] changes)
    {
        foreach (string path in ModelFiles.Paths)
        {
            string name = Path.GetFileName(path);
            string text = File.ReadAllText(path);
            await File.WriteAllTextAsync(
                Path.Combine(_folder, name),
                changes.Where(c => c.File == name).Aggregate(text, static (t, c) => t.Replace(c.Old, c.New, StringComparison.Ordinal)));
        }
    }
}
