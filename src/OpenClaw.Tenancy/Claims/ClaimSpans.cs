using System.Diagnostics;
using OpenClaw.Tenancy.Telemetry;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The library's spans about what somebody asked for, with his tenant where the options say so.</summary>
/// <param name="source">Makes them, where anybody listens.</param>
/// <param name="mark">Writes the tenant of a claim on a span, as the options say.</param>
internal sealed class ClaimSpans(ActivitySource source, Action<Activity, VerifiedTenantClaim> mark)
{
    internal const string Verify = "openclaw.tenancy.verify";
    internal const string Decide = "openclaw.tenancy.decide";
    internal const string Append = "openclaw.tenancy.ledger.append";

    /// <summary>Whether anybody may listen. Where not, nothing else is worth a call.</summary>
    internal bool AreHeard => source.HasListeners();

    internal Activity? Start(string name, VerifiedTenantClaim? claim = null)
    {
        Activity? span = source.StartActivity(name);
        Mark(span, claim);
        return span;
    }

    internal void Mark(Activity? span, VerifiedTenantClaim? claim)
    {
        if (span is not null && claim is not null)
        {
            mark(span, claim);
        }
    }

    /// <summary>Says how it ended. A refusal is an answer and no error; what could not be found out or written down is one.</summary>
    // SECURITY: fixed words alone. No text of a credential, an evaluator or an exception.
    internal static void End(Activity? span, DenyReason reason)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag(TenancyTelemetry.OutcomeTag, reason == DenyReason.None ? DecisionCounters.Allowed : DecisionCounters.Denied);
        span.SetTag(TenancyTelemetry.ReasonTag, reason.ToCode());
        if (reason is DenyReason.EvaluatorFault or DenyReason.AuditUnavailable or DenyReason.DependencyUnavailable)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
