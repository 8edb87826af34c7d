using OpenClaw.Tenancy.Model.Tests.Support;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The theorems can fail: each of them does when the model is broken in a place that it is about. In the long run, for it takes minutes.</summary>
public sealed class BrokenVariantTests : IDisposable
{
    // What dafny says of a program that is well formed and does not verify.
    private const int NotVerified = 4;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("model").FullName;

    public static TheoryData<BrokenVariant> Variants => new(ModelFiles.Broken);

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_model_fails_its_theorem(BrokenVariant variant)
    {
        Prover.Require();
        Assert.SkipUnless(Seeds.IsLong, "Runs with OPENCLAW_TENANCY_LONG=1.");
        await CopyAsync([variant]);
        string file = ModelFiles.Paths.Single(p => File.ReadAllText(p).Contains($"lemma {variant.Lemma}(", StringComparison.Ordinal));
        (int code, string said) = await Prover.RunAsync(
            "dotnet", "dafny", "verify", Path.Combine(_folder, Path.GetFileName(file)), "--solver-path", "z3", "--allow-warnings",
            "--verification-time-limit", "20", "--filter-symbol", variant.Lemma);

        Assert.True(code == NotVerified, $"{variant}: dafny ended with {code}: {said}");
    }

    [Fact]
    public async Task What_no_theorem_notices_can_be_taken_out()
    {
        Prover.Require();
        Assert.SkipUnless(Seeds.IsLong, "Runs with OPENCLAW_TENANCY_LONG=1.");
        await CopyAsync(ModelFiles.Redundant);

        (int code, string said) = await Prover.RunAsync(
            "dotnet", ["dafny", "verify", .. ModelFiles.Paths.Select(p => Path.Combine(_folder, Path.GetFileName(p))), "--solver-path", "z3", "--allow-warnings", "--verification-time-limit", "60"]);

        Assert.True(code == 0, said);
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
