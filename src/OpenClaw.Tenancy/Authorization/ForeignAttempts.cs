using System.Runtime.InteropServices;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Counts for each tenant how often others asked for what it owns, and says so in its trail once in a window.</summary>
/// <remarks>
/// SECURITY: a number and nothing of those who asked: neither names nor any text of theirs comes into another tenant's trail. It holds one
/// number for each tenant that owns what was asked for in the window, so it does not grow with what an outsider invents.
/// </remarks>
internal sealed class ForeignAttempts(IAuditLedger ledger, TimeProvider time, TimeSpan window) : IDisposable
{
    internal const string Action = "access.from_outside";

    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, long> _counts = [];
    private ITimer? _timer;
    private bool _ended;

    internal void Count(TenantId target)
    {
        lock (_lock)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, target, out _)++;
            _timer ??= _ended ? null : time.CreateTimer(static state => ((ForeignAttempts)state!).Write(), this, window, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what was counted in a window that has not ended. It is called before the ledger closes.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
        }

        Write();
    }

    private void Write()
    {
        KeyValuePair<TenantId, long>[] counted;
        lock (_lock)
        {
            counted = [.. _counts];
            _counts.Clear();
            _timer?.Dispose();
            _timer = null;
        }

        foreach ((TenantId target, long count) in counted)
        {
            try
            {
                ledger.Emit(new AuditEnvelope(target, time.GetUtcNow())
                {
                    Action = Action,
                    Outcome = AuditOutcome.Denied,
                    ReasonCode = DenyReason.TenantMismatch.ToCode(),
                    Suppressed = count,
                    TraceId = null,     // SECURITY: the timer may have been set in the trace of somebody who asked.
                });
            }
#pragma warning disable CA1031 // Reason: a ledger that throws, against its contract, takes no timer's thread with it.
            catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                // The refusals themselves stand in the platform's trail.
            }
        }
    }
}
