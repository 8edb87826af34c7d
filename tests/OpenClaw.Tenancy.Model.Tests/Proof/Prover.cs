using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The prover, where it is installed.</summary>
internal static partial class Prover
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Select(static p => Path.Combine(p, "z3")).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"verifier finished with (?<verified>\d+) verified, (?<errors>\d+) error")]
    private static partial Regex Finished { get; }

    /// <summary>Skips the test where there is none; in continuous integration that is a failure.</summary>
    public static void Require()
    {
        if (Program is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("z3 is not installed. Run: apt-get install z3");
        }

        Assert.SkipWhen(Program is null, "z3 is not installed (apt-get install z3).");
    }

    /// <summary>Verifies files of the model.</summary>
    /// <returns>Whether all of it was verified, or the prover refused a part of it, and all that was said.</returns>
    /// <remarks>The exit code tells less: it is the same for a theorem that fails and for a prover that was not found.</remarks>
    public static async Task<(bool IsVerified, string Text)> VerifyAsync(IEnumerable<string> files, params string[] options)
    {
        (int code, string said) = await RunAsync("dotnet", ["dafny", "verify", .. files, "--solver-path", Program!, "--allow-warnings", .. options]);
        Match finished = Finished.Match(said);
        Assert.True(finished.Success, $"dafny ended with {code}, and proved or refused nothing: {said}");
        Assert.True(finished.Groups["verified"].Value != "0" || finished.Groups["errors"].Value != "0", $"There was nothing to prove: {said}");
        return (code == 0 && finished.Groups["errors"].Value == "0", said);
    }

    /// <summary>Runs a program at the root of the work tree.</summary>
    /// <returns>Its exit code, and all that it said.</returns>
    public static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = ModelFiles.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
