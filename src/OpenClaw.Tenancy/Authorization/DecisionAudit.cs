using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Writes down what was decided.</summary>
internal sealed class DecisionAudit(IAuditLedger ledger, StrangerSampler strangers, ForeignAttempts attempts)
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

    /// <summary>The record that must stand before an act: in the trail of the tenant that acts and in the target's.</summary>
    internal async ValueTask<bool> RecordAsync(AccessRequest request, AccessWay way, CancellationToken cancellationToken)
    {
        VerifiedTenantClaim actor = request.Principal!;
        TenantId target = request.Resource.Owner ?? actor.Tenant;
        AuditEnvelope acting = Envelope(actor.Tenant, actor, in request, AuditOutcome.Allowed, DenyReason.None.ToCode(), request.CorrelationId, target, way);
        if (!await AppendAsync(acting, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        return target == actor.Tenant || await AppendAsync(
            Envelope(target, actor, in request, AuditOutcome.Allowed, DenyReason.None.ToCode(), request.CorrelationId ?? acting.CorrelationId, target, way),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Appends an envelope, and says whether it is durable.</summary>
    internal async ValueTask<bool> AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        if (!ledger.IsDurable)
        {
            return false;
        }

        try
        {
            await ledger.AppendAsync(envelope, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // INVARIANT: a denial never changes with what becomes of its record, whatever a ledger does against its contract.
    internal void Emit(AuditEnvelope envelope)
    {
        try
        {
            ledger.Emit(envelope);
        }
#pragma warning disable CA1031 // Reason: a ledger that throws must not turn a denial into something else.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            strangers.Lost();
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

    private static AuditEnvelope Envelope(
        TenantId trail, VerifiedTenantClaim actor, in AccessRequest request, AuditOutcome outcome, string code, string? correlation, TenantId? target,
        AccessWay way = AccessWay.None, IReadOnlyDictionary<string, string>? details = null) =>
        new(trail, request.Now)
        {
            EffectiveTenant = actor.Tenant,
            TargetTenant = target,
            Actor = actor.Grant is null ? actor.Subject : actor.Holder,
            Issuer = actor.Issuer,
            Delegate = DelegateOf(actor),
            DelegateIssuer = actor.Grant is null ? actor.Actor?.Issuer : null,
            GrantId = actor.Grant?.Id,
            RunId = request.RunId,
            Details = DetailsOf(actor, details),
            Action = request.Action!.Name,
            ResourceId = request.Resource.Id,
            Outcome = outcome,
            ReasonCode = code,
            Way = way switch { AccessWay.Own => "own", AccessWay.GlobalScope => "global_scope", AccessWay.Grant => "grant", _ => null },
            CorrelationId = correlation!,
        };

    // Of a grant the operator himself is the actor, whichever of his runs acts for him.
    private static string? DelegateOf(VerifiedTenantClaim actor) => actor.Grant is null ? actor.Actor?.Subject
        : string.Equals(actor.Subject, actor.Holder) ? null : actor.Subject;

    private static IReadOnlyDictionary<string, string> DetailsOf(VerifiedTenantClaim actor, IReadOnlyDictionary<string, string>? details) => actor.Grant is { } grant
        ? new Dictionary<string, string>(details ?? AuditDetails.None, StringComparer.Ordinal) { ["ticket"] = grant.Ticket }
        : details ?? AuditDetails.None;
}
