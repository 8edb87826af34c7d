using System.Buffers.Text;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>The requests of one connection that wait for the gateway, under numbers of the relay's own. Safe for use by many threads.</summary>
internal sealed class PendingRequests(CellOptions options, TimeProvider time) : IDisposable
{
    // Those which the gateway answers twice: that it has accepted them, and what came of them.
    private static readonly FrozenSet<string> Twice = new[] { "agent", "exec.approval.request", "plugin.approval.request", "question.request" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, PendingRequest> _waiting = [];
    private readonly HashSet<long> _accepted = [];

    /// <summary>Whether waiting is what a method is for.</summary>
    internal static bool IsPatient(string method) => Twice.Contains(method) || method[(method.LastIndexOf('.') + 1)..].StartsWith("wait", StringComparison.Ordinal);

    /// <summary>Puts a request under a number. False where there are too many.</summary>
    internal bool TryAdd(long number, ReadOnlySpan<byte> id, string method, AccessAction action, LimitLease place)
    {
        bool isPatient = IsPatient(method);
        TimeSpan patience = isPatient ? options.WaitTimeout : options.RequestTimeout;
        lock (_lock)
        {
            if (_waiting.Count >= options.MaxPendingRequests)
            {
                return false;
            }

            _waiting.Add(number, new PendingRequest(id.ToArray(), method, action, place, time.GetTimestamp() + (long)(patience.TotalSeconds * time.TimestampFrequency), Twice.Contains(method)));
            return true;
        }
    }

    /// <summary>Finds the request that an answer names.</summary>
    /// <param name="id">The id of the answer, as JSON text.</param>
    /// <param name="number">Its number.</param>
    /// <param name="request">The request.</param>
    /// <returns>False for an id that nothing was sent under, or that was answered already.</returns>
    internal bool TryFind(ReadOnlySpan<byte> id, out long number, [NotNullWhen(true)] out PendingRequest? request)
    {
        request = null;
        if (!TryReadNumber(id, out number))
        {
            return false;
        }

        lock (_lock)
        {
            return _waiting.TryGetValue(number, out request);
        }
    }

    /// <summary>Notes that a request was accepted, and so is answered once more. False where that was said before.</summary>
    internal bool TryAccept(long number)
    {
        lock (_lock)
        {
            return _waiting.ContainsKey(number) && _accepted.Add(number);
        }
    }

    /// <summary>Takes a request away, whose answer is here. False where its time was over meanwhile.</summary>
    internal bool TryTake(long number)
    {
        lock (_lock)
        {
            _accepted.Remove(number);
            return _waiting.Remove(number);
        }
    }

    /// <summary>Takes away those whose time is over.</summary>
    internal IReadOnlyList<PendingRequest> TakeLate()
    {
        long now = time.GetTimestamp();
        lock (_lock)
        {
            List<long> late = [];
            foreach ((long number, PendingRequest request) in _waiting)
            {
                if (request.EndsAt <= now)
                {
                    late.Add(number);
                }
            }

            PendingRequest[] taken = [.. late.Select(n => _waiting[n])];
            foreach (long number in late)
            {
                _waiting.Remove(number);
                _accepted.Remove(number);
            }

            return taken;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (PendingRequest request in _waiting.Values)
            {
                request.Dispose();
            }

            _waiting.Clear();
        }
    }

    // Exactly as the relay wrote it: the same number in another form is not the same id.
    private static bool TryReadNumber(ReadOnlySpan<byte> id, out long number)
    {
        number = 0;
        return id.Length is > 2 and < 22 && id[1] is >= (byte)'1' and <= (byte)'9'
            && Utf8Parser.TryParse(id[1..^1], out number, out int consumed) && consumed == id.Length - 2;
    }
}
