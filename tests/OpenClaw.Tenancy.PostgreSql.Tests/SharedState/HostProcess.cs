using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>One process of SharedState.Host with a host in it, asked a line at a time.</summary>
/// <remarks>A process starts slower than most tests run, so each serves one host after the other; it ends with its input, and so with this process.</remarks>
public sealed class HostProcess : IDisposable
{
    private static readonly ConcurrentBag<HostProcess> Idle = [];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private HostProcess()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SharedState.Host.dll");
        _process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet", [program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? string.Empty);
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a host in a process that no other test has now, and waits until it runs.</summary>
    public static HostProcess Start(string connection, string keys, TimeSpan poll, TimeSpan maxAge, bool signal = true)
    {
        HostProcess host = Idle.TryTake(out HostProcess? idle) ? idle : new HostProcess();
        Assert.Equal("ready", host.Ask(string.Join('\t', connection, keys, (int)poll.TotalMilliseconds, (int)maxAge.TotalMilliseconds, signal ? "signal" : "poll")));
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

    /// <summary>Ends the host; its process is free when it has said so, and is ended otherwise.</summary>
    public void Dispose()
    {
        _process.StandardInput.WriteLine("end");
        for (long begun = Stopwatch.GetTimestamp(); !_errors.Contains("ended") && !_process.HasExited && Stopwatch.GetElapsedTime(begun).TotalSeconds < 20;)
        {
            Thread.Sleep(5);
        }

        if (_errors.Contains("ended"))
        {
            _errors.Clear();
            Idle.Add(this);
            return;
        }

        _process.Kill();
        _process.Dispose();
    }

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The process ended: {string.Join(Environment.NewLine, _errors)}");
}
