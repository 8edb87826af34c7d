using System.Globalization;
using System.Text.RegularExpressions;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The theorems hold. Takes the prover.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed partial class VerificationTests
{
    [GeneratedRegex(@"(?<verified>\d+) verified, 0 errors")]
    private static partial Regex Verified { get; }

    [Fact]
    public async Task The_model_verifies()
    {
        Prover.Require();
        using var count = new CaseCount("model/theorems", "parts of the model that the verifier was given: theorems, lemmas, functions that must end");

        // It says at once so when these very files were verified by this very tool before.
        (int code, string text) = await Prover.RunAsync(Path.Combine(ModelFiles.Root, "eng", "verify-model"));

        Match verified = Verified.Match(text);
        Assert.True(code == 0 && verified.Success, text);
        count.Add(int.Parse(verified.Groups["verified"].Value, CultureInfo.InvariantCulture));
        count.Held();
    }
}
