using System.Diagnostics;
using System.Text;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace Gateway.Tests.Commands;

/// <summary>
/// A page of how-to whose commands are played one after the other, as they stand there, against the program itself: in one shell that ends
/// with the first command that fails, with another port, and with the program as it was built.
/// </summary>
public sealed class PlayedPage(string page) : IAsyncDisposable
{
    private const string Serve = "dotnet run --project samples/Gateway";
    private const string Address = "http://127.0.0.1:5080";
    private const string End = "--end-of-block--";

    private readonly TemporaryFolder _root = new();
    private readonly string[] _blocks = WorkTree.Blocks($"docs/how-to/{page}", "bash");
    private Process? _gateway;
    private Process? _shell;
    private string _url = Address;

    /// <summary>The data folder of the gateway that is played with.</summary>
    public string Data => Path.Combine(_root.Path, "samples", "Gateway", ".data");

    /// <summary>How often the page starts the gateway.</summary>
    public int Starts => _blocks.Count(static b => ServedWith(b) is not null);

    /// <summary>The text of all blocks.</summary>
    public string Text => string.Join('\n', _blocks);

    /// <summary>Plays the page, and gives what each block wrote.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/bash") && File.Exists("/usr/bin/curl"), "The page is for a shell with curl.");
        Directory.CreateDirectory(Data);
        var said = new List<string>();
        foreach (string block in _blocks)
        {
            said.Add(ServedWith(block) is { } more ? await ServeAsync(more) : await RunAsync(block));
        }

        return said;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_gateway);
        await StopAsync(_shell);
        _root.Dispose();
    }

    // What a block serves with besides, or null where it does something else.
    private static string[]? ServedWith(string block) => block == Serve ? []
        : block.StartsWith($"{Serve} -- --", StringComparison.Ordinal) ? block[$"{Serve} -- ".Length..].Split(' ') : null;

    private static async Task StopAsync(Process? process)
    {
        if (process is null)
        {
            return;
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // The shell keeps the address in its variables, so each start after the first listens where the first one did.
    private async Task<string> ServeAsync(string[] more)
    {
        await StopAsync(_gateway);
        string urls = _url == Address ? "http://127.0.0.1:0" : _url;
        _gateway = GatewayProcess.Start("Development", ["--urls", urls, "--data", Data, .. more]);
        string line = await _gateway.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? await _gateway.StandardError.ReadToEndAsync();
        Assert.StartsWith("Listening on http://", line, StringComparison.Ordinal);
        _url = line.Split(' ')[2].TrimEnd('.');
        return string.Empty;
    }

    private async Task<string> RunAsync(string block)
    {
        _shell ??= Shell();
        await _shell.StandardInput.WriteLineAsync($"{block.Replace(Address, _url, StringComparison.Ordinal)}\necho\necho {End}");
        await _shell.StandardInput.FlushAsync();
        var said = new StringBuilder();
        while (await _shell.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line == End)
            {
                return said.ToString();
            }

            said.AppendLine(line);
        }

        Assert.Fail($"{block}\n{said}\n{await _shell.StandardError.ReadToEndAsync()}");
        return string.Empty;
    }

    private Process Shell()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "OpenClaw.Tenancy.Samples.Gateway.dll");
        var start = new ProcessStartInfo("/usr/bin/bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _root.Path };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        Process shell = Process.Start(start)!;
        shell.StandardInput.WriteLine("set -euo pipefail");
        shell.StandardInput.WriteLine($"dotnet() {{ [ \"$1 $2 $3 $4\" = 'run --project samples/Gateway --' ] && shift 4 && (cd samples/Gateway && command dotnet '{program}' \"$@\"); }}");
        return shell;
    }
}
