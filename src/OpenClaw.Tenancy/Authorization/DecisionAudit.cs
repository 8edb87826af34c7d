using System.Diagnostics;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Writes down what was decided.</summary>
internal sealed class DecisionAudit(IAuditLedger ledger, StrangerSampler strangers, ForeignAttempts attempts, ClaimSpans spans)
{
    private const string NotFound = "not_found";

    /// <summary>One refusal: one record in the actor's trail, and none that tells foreign from absent.</summary>
    internal void Denied(in AccessRequest request, DenyReason reason, IReadOnlyDictionary<string, string>? details = null)
    {
        string? correlation = request.CorrelationId;
        if (request.Principal is not { } actor)
        {
            Stranger(in request, reason);
            return;
        }

        if (reason == DenyReason.TenantMismatch && request.Resource.Owner is { } owner)
        {
            attempts.Count(owner);
        }

        bool hidden = reason is DenyReason.ResourceAbsent or DenyReason.ResourceUnowned or DenyReason.TenantMismatch;
        if (hidden && actor.Grant is not null)
        {
            // The platform's trail is the actor's own: one record, and the truth.
            Emit(Envelope(TenantId.Platform, actor, in request, AuditOutcome.Denied, reason.ToCode(), correlation, request.Resource.Owner, details: details));
            return;
        }

        AuditEnvelope seen = Envelope(actor.Tenant, actor, in request, AuditOutcome.Denied, hidden ? NotFound : reason.ToCode(), correlation, target: null, details: details);
        Emit(seen);
        if (hidden)
        {
            // The truth, for the platform alone. The correlation id is handed on as it came: escaped twice it would join nothing.
            Emit(Envelope(TenantId.Platform, actor, in request, AuditOutcome.Denied, reason.ToCode(), correlation ?? seen.CorrelationId, request.Resource.Owner, details: details));
        }
    }

    /// <summary>One act that was allowed inside its tenant: one record in the actor's trail, as well as the ledger can.</summary>
    internal void Allowed(in AccessRequest request, AccessWay way)
    {
        VerifiedTenantClaim actor = request.Principal!;
        Emit(Envelope(actor.Tenant, actor, in request, AuditOutcome.Allowed, DenyReason.None.ToCode(), request.CorrelationId, request.Resource.Owner ?? actor.Tenant, way));
    }

    /// <summary>The record that must stand before an act: in the trail of the tenant that acts and in the target's.</summary>
    internal async ValueTask<bool> RecordAsync(AccessRequest request, AccessWay way, CancellationToken cancellationToken)
    {
        VerifiedTenantClaim actor = request.Principal!;
        TenantId target = request.Resource.Owner ?? actor.Tenant;
        AuditEnvelope acting = Envelope(actor.Tenant, actor, in request, AuditOutcome.Allowed, DenyReason.None.ToCode(), request.CorrelationId, target, way);
        if (!await AppendAsync(acting, cancellationToken, actor).ConfigureAwait(false))
        {
            return false;
        }

        return target == actor.Tenant || await AppendAsync(
            Envelope(target, actor, in request, AuditOutcome.Allowed, DenyReason.None.ToCode(), request.CorrelationId ?? acting.CorrelationId, target, way),
            cancellationToken,
            actor).ConfigureAwait(false);
    }

    /// <summary>Appends an envelope, and says whether it is durable.</summary>
    internal async ValueTask<bool> AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken, VerifiedTenantClaim? actor = null)
    {
        if (!ledger.IsDurable)
        {
            return false;
        }

        using Activity? span = spans.AreHeard ? spans.Start(ClaimSpans.Append, actor) : null;
        try
        {
            await ledger.AppendAsync(envelope, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            return false;
        }
    }

    // INVARIANT: no answer changes with what becomes of such a record, whatever a ledger does against its contract.
    internal void Emit(AuditEnvelope envelope)
    {
        try
        {
            ledger.Emit(envelope);
        }
#pragma warning disable CA1031 // Reason: a ledger that throws must not turn an answer into something else.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            strangers.Lost(envelope);
        }
    }

    private void Stranger(in AccessRequest request, DenyReason reason)
    {
        if (strangers.Take(request.NowTicks, out long suppressed))
        {
            Emit(new AuditEnvelope(TenantId.Platform, request.Now)
            {
                Action = request.Action?.Name ?? "none",
                Outcome = AuditOutcome.Denied,
                ReasonCode = reason.ToCode(),
                Detail = request.Detail,
                Suppressed = suppressed,
                CorrelationId = request.CorrelationId!,
            });
        }
    }

    // SECURITY: what comes of the request is made safe here. What comes of the claim and of the action was, once, and the rest are the library's own words.
    private static AuditEnvelope Envelope(
        TenantId trail, VerifiedTenantClaim actor, in AccessRequest request, AuditOutcome outcome, string code, string? correlation, TenantId? target,
        AccessWay way = AccessWay.None, IReadOnlyDictionary<string, string>? details = null)
    {
        RecordedActor who = actor.Recorded(static claim => new RecordedActor(claim));
        return new AuditEnvelope(trail, request.Now, safe: true)
        {
            EffectiveTenant = actor.Tenant,
            TargetTenant = target,
            Actor = who.Actor,
            Issuer = who.Issuer,
            Delegate = who.Delegate,
            DelegateIssuer = who.DelegateIssuer,
            GrantId = who.GrantId,
            RunId = AuditText.Clean(request.RunId),
            Details = With(who.Details, details),
            Action = request.Action!.RecordedName,
            ResourceId = AuditText.Clean(request.Resource.Id),
            Outcome = outcome,
            ReasonCode = code,
            Way = way switch { AccessWay.Own => "own", AccessWay.GlobalScope => "global_scope", AccessWay.Grant => "grant", _ => null },
            CorrelationId = AuditText.Clean(correlation)!,
            TraceId = AuditTrace.Current,
        };
    }

    // SECURITY: what is added comes from elsewhere, and is made safe here.
    private static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string>? added)
    {
        if (added is not { Count: > 0 })
        {
            return own;
        }

        var all = new Dictionary<string, string>(AuditDetails.Clean(added), StringComparer.Ordinal);
        foreach ((string name, string text) in own)
        {
            all[name] = text;
        }

        return all;
    }
}
