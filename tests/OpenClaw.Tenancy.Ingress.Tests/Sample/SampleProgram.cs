using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenClaw.Tenancy.Ingress.Tests.Sample;

/// <summary>The sample as it was built, as a process of its own.</summary>
public sealed class SampleProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly List<string> _lines = [];

    private SampleProgram(Process process) => _process = process;

    /// <summary>The program.</summary>
    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "OpenClaw.Tenancy.Samples.Ingress.dll");

    /// <summary>What it printed, up to the line that says that it is ready.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    public static async Task<SampleProgram> StartAsync(string config, params (string Name, string Value)[] environment)
    {
        var program = new SampleProgram(Open(["--config", config], environment));
        program._process.ErrorDataReceived += (_, line) => program._errors.Enqueue(line.Data ?? string.Empty);
        program._process.BeginErrorReadLine();
        try
        {
            await program.ReadAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using Process process = Open(arguments, environment);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The line of a tenant, and what stands in it.</summary>
    public SampleLine Of(string tenant) => SampleLine.Read(Assert.Single(_lines, line => line.StartsWith($"{tenant}: ", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Open(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // As it is run by whoever has not set anything.
        foreach (string name in (string[])["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "ACME_GATEWAY_TOKEN", "GLOBEX_GATEWAY_TOKEN", "SHARED_GATEWAY_TOKEN"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            _lines.Add(line);
            if (line == "ready")
            {
                return;
            }
        }

        await _process.WaitForExitAsync();
        Assert.Fail($"The sample has ended: {string.Join('\n', _errors)}");
    }
}
