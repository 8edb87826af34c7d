using System.Diagnostics;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A shell that finds the real programs, with a home of its own.</summary>
public static class RealShell
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(3);

    /// <summary>How a shell is started at a home, in which it stands.</summary>
    public static ProcessStartInfo At(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/bash", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        start.Environment["HOME"] = home;
        start.Environment["TMPDIR"] = home;
        start.Environment["PATH"] = RealPrograms.Path;
        return start;
    }

    /// <summary>Runs a line as it stands, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string home, string line)
    {
        using Process shell = Process.Start(At(home, "-euo", "pipefail", "-c", line))!;
        shell.StandardInput.Close();
        Task<string> said = shell.StandardOutput.ReadToEndAsync(), complained = shell.StandardError.ReadToEndAsync();
        try
        {
            await shell.WaitForExitAsync().WaitAsync(Hang);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }

        Assert.True(shell.ExitCode == 0, $"{line}\n{await said}{await complained}");
        return await said;
    }
}
