using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>One process of SharedState.Host, asked a line at a time.</summary>
public sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private HostProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? string.Empty);
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a process, and waits until its host runs.</summary>
    public static HostProcess Start(string connection, string keys, TimeSpan poll, TimeSpan maxAge, bool signal = true)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SharedState.Host.dll");
        var host = new HostProcess(Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet",
            [program, connection, keys, $"{(int)poll.TotalMilliseconds}", $"{(int)maxAge.TotalMilliseconds}", signal ? "signal" : "poll"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        Assert.Equal("ready", host.Read());
        return host;
    }

    /// <summary>Whether an event of this number was logged.</summary>
    public bool Logged(int number) => _errors.Any(line => line.StartsWith($"{number} ", StringComparison.Ordinal));

    public string Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        return Read();
    }

    /// <summary>Asks until the answer is the one; the limit is for a test that hangs and measures nothing.</summary>
    public async Task Until(string question, string answer)
    {
        string last = string.Empty;
        for (int i = 0; i < 1200; i++)
        {
            last = Ask(question);
            if (last == answer)
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"'{question}' stayed '{last}' and did not become '{answer}'. {string.Join(Environment.NewLine, _errors)}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The process ended: {string.Join(Environment.NewLine, _errors)}");
}
