using System.Diagnostics;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Commands;

/// <summary>The commands of the page on rotation, one after the other as they stand there, against the program itself.</summary>
public sealed class RotateAndRevokePageTests : IAsyncDisposable
{
    private const string Serve = "dotnet run --project samples/Gateway";
    private const string Address = "http://127.0.0.1:5080";
    private const string End = "--end-of-block--";

    private readonly TemporaryFolder _root = new();
    private readonly List<string> _said = [];
    private Process? _gateway;
    private Process? _shell;
    private string _url = Address;

    private string Data => Path.Combine(_root.Path, "samples", "Gateway", ".data");

    [Fact]
    public async Task Each_command_of_the_page_does_what_the_page_says()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/bash") && File.Exists("/usr/bin/curl"), "The page is for a shell with curl.");
        Directory.CreateDirectory(Data);
        string[] blocks = Blocks();
        Assert.InRange(blocks.Count(static b => b == Serve), 3, 3);
        foreach (string block in blocks)
        {
            _said.Add(block == Serve ? await ServeAsync() : await RunAsync(block));
        }

        string[] lists = [.. _said.Where(static s => s.Contains("\"secrets\"", StringComparison.Ordinal))];
        Assert.Equal(2, lists.Length);
        Assert.Contains("""{"name":"llm_api_key","version":2,""", lists[0], StringComparison.Ordinal);
        Assert.Contains("""{"name":"llm_api_key","version":1,""", lists[1], StringComparison.Ordinal);
        Assert.Contains("""{"id":"umbrella","status":"deleted"}""", _said[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(_said, static s => s.Contains("\"code\"", StringComparison.Ordinal));
        Assert.Equal(["secrets.key"], Directory.EnumerateFiles(Data, "secrets.key*").Select(Path.GetFileName));
        string[] values = [.. ((string[])["first", "second", "third", "fourth"]).Select(static n => $"the {n} key"), "a key of umbrella"];
        Assert.Empty(DatabaseFile.Find(Data, values));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_gateway);
        await StopAsync(_shell);
        _root.Dispose();
    }

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

    private static string[] Blocks()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "how-to", "rotate-and-revoke.md")).ReplaceLineEndings("\n");
        return [.. page.Split("```bash\n").Skip(1).Select(static part => part[..part.IndexOf("\n```", StringComparison.Ordinal)])];
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OpenClaw.Tenancy.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds OpenClaw.Tenancy.sln.");
    }

    // Another port, and the program as it was built; the rest is as it stands there.
    private async Task<string> ServeAsync()
    {
        await StopAsync(_gateway);
        _gateway = GatewayProcess.Start("Development", "--urls", "http://127.0.0.1:0", "--data", Data);
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
