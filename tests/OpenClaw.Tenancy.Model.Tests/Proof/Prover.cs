using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The prover, where it is installed.</summary>
internal static partial class Prover
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Select(static p => Path.Combine(p, "z3")).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"verifier finished with (?<verified>\d+) verified, (?<errors>\d+) errors?(?:, (?<open>\d+) [^,\d][^,\n]*)*")]
    private static partial Regex Finished { get; }

    [GeneratedRegex(@"(?<file>\w+\.dfy)\((?<line>\d+),\d+\): Error")]
    private static partial Regex Refused { get; }

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
    /// <remarks>The exit code tells less than what is said: it is the same for a theorem that fails and for a prover that was not found.</remarks>
    public static async Task<Proof> VerifyAsync(IEnumerable<string> files, params string[] options)
    {
        (int code, string said) = await RunAsync("dotnet", ["dafny", "verify", .. files, "--solver-path", Program!, "--allow-warnings", .. options]);
        Match finished = Finished.Match(said);
        Assert.True(finished.Success, $"dafny ended with {code}, and proved or refused nothing: {said}");
        var proof = new Proof(
            Number(finished.Groups["verified"]),
            Number(finished.Groups["errors"]),
            finished.Groups["open"].Captures.Sum(static c => int.Parse(c.ValueSpan, CultureInfo.InvariantCulture)),
            [.. Refused.Matches(said).Select(static m => (m.Groups["file"].Value, Number(m.Groups["line"])))],
            said);
        Assert.True(proof.Verified != 0 || !proof.IsWhole, $"There was nothing to prove: {said}");
        Assert.Equal(proof.IsWhole, code == 0);
        return proof;
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

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
}
