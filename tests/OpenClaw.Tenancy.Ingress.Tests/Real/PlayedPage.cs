using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenClaw.Tenancy.Ingress.Tests.Sample;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>
/// A page of how-to whose commands are played one after the other, as they stand there: in one shell that ends with the first command that
/// fails, by OpenClaw's own program and by the sample as it was built, with its examples. Ports and the model's address alone are others.
/// </summary>
public sealed class PlayedPage : IAsyncDisposable
{
    private const string End = "--end-of-block--";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _root = Scratch.NewFolder("played-page-");
    private readonly string[] _blocks;
    private readonly Dictionary<string, string> _instead;
    private readonly ConcurrentQueue<string> _complaints = new();
    private Process? _shell;

    /// <summary>Opens a page.</summary>
    /// <param name="page">Its name.</param>
    /// <param name="model">The model that its gateways ask.</param>
    /// <param name="instead">What else stands there for something of the reader's.</param>
    public PlayedPage(string page, ModelServer model, params (string Was, string Is)[] instead)
    {
        _blocks = WorkTree.Blocks($"docs/how-to/{page}", "bash");
        _instead = ((string[])["18800", "18801", "18802", "18803"]).ToDictionary(static port => port, static _ => Ports.Free().ToString(CultureInfo.InvariantCulture));
        _instead["127.0.0.1:5100"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Ports.Free()}");
        _instead["http://127.0.0.1:11434"] = model.Address;
        foreach ((string was, string now) in instead)
        {
            _instead[was] = now;
        }
    }

    /// <summary>The address at which the page has something.</summary>
    public string AddressOf(string port) => $"http://127.0.0.1:{_instead[port]}";

    /// <summary>Plays the page, and gives each block with what it wrote.</summary>
    /// <param name="after">What is done after a block.</param>
    public async Task<IReadOnlyList<(string Block, string Said)>> PlayAsync(Func<string, Task>? after = null)
    {
        LayOut();
        _shell = Process.Start(Shell())!;
        _shell.ErrorDataReceived += (_, line) => _complaints.Enqueue(line.Data ?? string.Empty);
        _shell.BeginErrorReadLine();
        var said = new List<(string, string)>();
        foreach (string block in _blocks)
        {
            said.Add((block, await RunAsync(block, said.Count)));
            await (after?.Invoke(block) ?? Task.CompletedTask);
        }

        return said;
    }

    public async ValueTask DisposeAsync()
    {
        if (_shell is not null)
        {
            _shell.Kill(entireProcessTree: true);
            await _shell.WaitForExitAsync();
            _shell.Dispose();
        }

        try
        {
            System.IO.Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // Something of a gateway still writes there; it is a temporary folder.
        }
    }

    // The sample's examples, and a dotnet that runs the sample as it was built.
    private void LayOut()
    {
        string examples = System.IO.Directory.CreateDirectory(Path.Combine(_root, "samples", "Ingress")).FullName;
        foreach (string example in (string[])["cells.json", "shared.json"])
        {
            File.WriteAllText(Path.Combine(examples, example), Instead(File.ReadAllText(Path.Combine(WorkTree.Root, "samples", "Ingress", example))));
        }

        string program = Path.Combine(System.IO.Directory.CreateDirectory(Path.Combine(_root, "programs")).FullName, "dotnet");
        File.WriteAllText(program, $$"""
            #!/usr/bin/bash
            [ "$1 $2 $3 $4" = 'run --project samples/Ingress --' ] || exit 64
            shift 4
            PATH=${PATH#*:} exec dotnet '{{SampleProgram.Assembly}}' "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private ProcessStartInfo Shell()
    {
        ProcessStartInfo start = RealShell.At(_root, "-euo", "pipefail");
        start.Environment["PATH"] = $"{Path.Combine(_root, "programs")}:{start.Environment["PATH"]}";
        foreach (string name in (string[])["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"])
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    // In a file, so that nothing that it starts reads what the shell is to read next.
    private async Task<string> RunAsync(string block, int number)
    {
        string file = Path.Combine(_root, string.Create(CultureInfo.InvariantCulture, $"block-{number}.sh"));
        File.WriteAllText(file, Instead(block) + "\n");
        await _shell!.StandardInput.WriteLineAsync($". '{file}' </dev/null\necho\necho {End}");
        await _shell.StandardInput.FlushAsync();
        var said = new StringBuilder();
        while (await _shell.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line == End)
            {
                return said.ToString();
            }

            said.AppendLine(line);
        }

        await _shell.WaitForExitAsync().WaitAsync(Patience);
        Assert.Fail($"{block}\n{said}\n{string.Join('\n', _complaints)}");
        return string.Empty;
    }

    private string Instead(string text) => _instead.Aggregate(text, static (all, one) => all.Replace(one.Key, one.Value, StringComparison.Ordinal));
}
