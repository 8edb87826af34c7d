using System.Diagnostics;

namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The prover, where it is installed.</summary>
internal static class Prover
{
    /// <summary>Skips the test where there is none; in continuous integration that is a failure.</summary>
    public static void Require()
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(static p => File.Exists(Path.Combine(p, "z3")));
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("z3 is not installed. Run: apt-get install z3");
        }

        Assert.SkipUnless(isThere, "z3 is not installed (apt-get install z3).");
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
