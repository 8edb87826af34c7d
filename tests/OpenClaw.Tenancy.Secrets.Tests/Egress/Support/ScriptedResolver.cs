using System.Collections.Concurrent;
using System.Net;
using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>Answers as a test says, one answer after the other, and counts how often it is asked.</summary>
internal sealed class ScriptedResolver : IEgressResolver
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<IPAddress[]>> _answers = new(StringComparer.Ordinal);
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What every other name stands for.</summary>
    public IPAddress[] Otherwise { get; set; } = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>What happens before each answer.</summary>
    public Action Meanwhile { get; set; } = static () => { };

    /// <summary>Adds an answer; the last one is given again and again.</summary>
    public ScriptedResolver Answer(string host, params string[] addresses)
    {
        _answers.GetOrAdd(host, static _ => new ConcurrentQueue<IPAddress[]>()).Enqueue([.. addresses.Select(IPAddress.Parse)]);
        return this;
    }

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        Meanwhile();
        IPAddress[]? answer = Otherwise;
        if (_answers.TryGetValue(host, out ConcurrentQueue<IPAddress[]>? answers) && (answers.Count > 1 ? answers.TryDequeue(out answer) : answers.TryPeek(out answer)))
        {
            return new(answer!);
        }

        return new(Otherwise);
    }
}
