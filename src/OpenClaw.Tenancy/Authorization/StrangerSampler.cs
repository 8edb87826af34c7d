using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Bounds how many refusals of unauthenticated callers are recorded in a second; the rest are counted.</summary>
internal sealed class StrangerSampler(int perSecond)
{
    private readonly Lock _lock = new();
    private long _second;
    private int _taken;
    private long _suppressed;

    internal bool Take(long nowTicks, out long suppressed)
    {
        lock (_lock)
        {
            long second = nowTicks / TimeSpan.TicksPerSecond;
            if (second != _second)
            {
                (_second, _taken) = (second, 0);
            }

            bool taken = _taken < perSecond;
            suppressed = taken ? _suppressed : 0;
            _suppressed = taken ? 0 : _suppressed + 1;
            _taken += taken ? 1 : 0;
            return taken;
        }
    }

    /// <summary>Counts a record that the ledger did not take, and those that it stood for; the next one of a stranger says so.</summary>
    internal void Lost(AuditEnvelope envelope)
    {
        lock (_lock)
        {
            _suppressed += 1 + envelope.Suppressed;
        }
    }
}
