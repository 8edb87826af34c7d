using System.Diagnostics;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>One process of FileWriter.Host.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private WriterProcess(Process process, string greeting) => (_process, Greeting) = (process, greeting);

    /// <summary>"ready", or why it does not start.</summary>
    public string Greeting { get; }

    public static WriterProcess Start(string what, string path, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "FileWriter.Host.dll"), what, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // The runtime keeps its code in a file in memory, to which a limit on files applies too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        return new WriterProcess(process, process.StandardOutput.ReadLine() ?? "nothing");
    }

    public void Tell(string command) => _process.StandardInput.WriteLine(command);

    public string? Read() => _process.StandardOutput.ReadLine();

    /// <summary>Tells it something, and gives what it says until it is done.</summary>
    public List<string> Ask(string command)
    {
        Tell(command);
        var answers = new List<string>();
        while (Read() is { } line && line != "done")
        {
            answers.Add(line);
        }

        return answers;
    }

    /// <summary>Ends it without a word, and gives what it had said by then.</summary>
    public List<string> Kill()
    {
        _process.Kill();
        var rest = new List<string>();
        while (Read() is { } line)
        {
            rest.Add(line);
        }

        _process.WaitForExit();
        return rest;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }
}
