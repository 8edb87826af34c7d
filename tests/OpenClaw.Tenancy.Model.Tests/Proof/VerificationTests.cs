namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The theorems hold. Takes the prover.</summary>
public sealed class VerificationTests
{
    [Fact]
    public async Task The_model_verifies()
    {
        Prover.Require();

        // It says at once so when these very files were verified by this very tool before.
        (int code, string text) = await Prover.RunAsync(Path.Combine(ModelFiles.Root, "eng", "verify-model"));

        Assert.True(code == 0, text);
    }
}
