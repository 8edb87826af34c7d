using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Telemetry;

/// <summary>Counts what was decided. Without a listener it is one look at each, and with one it allocates nothing.</summary>
internal sealed class DecisionCounters(Meter meter)
{
    internal const string Allowed = "allowed";
    internal const string Denied = "denied";

    private readonly Counter<long> _decisions = meter.CreateCounter<long>(
        "openclaw.tenancy.decisions", "{decision}", "Requests that the policy engine allowed or denied.");

    private readonly Counter<long> _denials = meter.CreateCounter<long>(
        "openclaw.tenancy.denials", "{denial}", "Refusals, those for reasons outside of the gates too.");

    private readonly Counter<long> _faults = meter.CreateCounter<long>(
        "openclaw.tenancy.evaluator.faults", "{fault}", "Evaluators that threw or took too long.");

    internal void Allow()
    {
        if (_decisions.Enabled)
        {
            Add(_decisions, Allowed, DenyReason.None);
        }
    }

    internal void Deny(DenyReason reason)
    {
        if (_decisions.Enabled)
        {
            Add(_decisions, Denied, reason);
        }

        Refuse(reason);
    }

    /// <summary>Counts a refusal for a reason that lies outside of the gates: nothing was decided.</summary>
    internal void Refuse(DenyReason reason)
    {
        if (_denials.Enabled)
        {
            Add(_denials, outcome: null, reason);
        }
    }

    internal void Fault()
    {
        if (_faults.Enabled)
        {
            Add(_faults, outcome: null, reason: null);
        }
    }

    // Out of the way of those who are not listened to.
    // SECURITY: a value outside of the enum becomes a fixed word too, so that there are never more series than reasons.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(Counter<long> counter, string? outcome, DenyReason? reason)
    {
        try
        {
            if (reason is not { } why)
            {
                counter.Add(1);
            }
            else if (outcome is null)
            {
                counter.Add(1, new KeyValuePair<string, object?>(TenancyTelemetry.ReasonTag, why.ToCode()));
            }
            else
            {
                counter.Add(1, new(TenancyTelemetry.OutcomeTag, outcome), new(TenancyTelemetry.ReasonTag, why.ToCode()));
            }
        }
#pragma warning disable CA1031 // Reason: a listener that throws must not turn an answer into something else.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // One measurement is missing.
        }
    }
}
