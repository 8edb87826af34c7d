using System.Diagnostics;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Runs the official client of the gateway protocol against the ingress, and gives what it saw.</summary>
public static class OfficialClient
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    public static async Task<JsonElement> RunAsync(Uri address, string credential, string canary, string script = "client.mjs", params string[] more) =>
        await RunAsync(address, credential, canary, static _ => Task.CompletedTask, script, more);

    /// <summary>The same, with something done at each line that the script prints before its end.</summary>
    public static async Task<JsonElement> RunAsync(Uri address, string credential, string canary, Func<string, Task> onLine, string script, params string[] more)
    {
        var start = new ProcessStartInfo(RealPrograms.Node) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Real", script), RealPrograms.Client, new UriBuilder(address) { Scheme = "ws" }.Uri.ToString(), credential, canary, .. more])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using var hang = new CancellationTokenSource(Hang);
        Task<string> said = SaidAsync(process, onLine, hang.Token);
        Task<string> complained = process.StandardError.ReadToEndAsync(hang.Token);
        try
        {
            await process.WaitForExitAsync(hang.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, await complained + await said);
        return JsonDocument.Parse(await said).RootElement;
    }

    // The last line, which is what it saw.
    private static async Task<string> SaidAsync(Process process, Func<string, Task> onLine, CancellationToken cancellationToken)
    {
        string last = string.Empty;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            last = line;
            await onLine(line);
        }

        return last;
    }
}
