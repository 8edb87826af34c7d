using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Telemetry;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Decides access, and mints the permits that a decision earns. It fails closed: whatever it cannot find out is a denial.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads. Decisions allocate nothing.</remarks>
public sealed partial class PolicyEngine
{
    private readonly EngineState _state;
    private readonly EvaluatorPanel _panel;
    private readonly DecisionAudit _audit;
    private readonly AllowedRecords _records;
    private readonly DecisionCounters _counters;
    private readonly ClaimSpans _spans;
    private readonly bool _alwaysNeedsMore;
    private readonly ConcurrentDictionary<(string Name, string Scope, AccessActionKind Kind), AccessAction> _actions = new();
    private readonly AccessAction _presence;

    internal PolicyEngine(EngineState state, EvaluatorPanel panel, DecisionAudit audit, AllowedRecords records, DecisionCounters counters, ClaimSpans spans)
    {
        (_state, _panel, _audit, _records, _counters, _spans) = (state, panel, audit, records, counters, spans);

        // One field for the hot path: whatever is allowed waits for an evaluator, or for its record.
        _alwaysNeedsMore = panel.NeedsAsync || records == AllowedRecords.Durable;

        // It takes part in no decision about a scope: it only names what is asked.
        _presence = Action("operator.read", "presence");
    }

    /// <summary>The mode that the process runs in.</summary>
    public TenancyMode Mode => _state.Mode;

    /// <summary>The action of this name, scope and kind; the same object each time. Call it at start and keep the result.</summary>
    /// <param name="requiredScope">The name of the scope that it takes.</param>
    /// <param name="name">Its name in audit records. Default: the scope's.</param>
    /// <param name="kind">What it acts on.</param>
    /// <returns>The compiled action.</returns>
    /// <exception cref="ArgumentException">The scope's name is outside the grammar.</exception>
    public AccessAction Action(string requiredScope, string? name = null, AccessActionKind kind = AccessActionKind.Tenant) =>
        _actions.GetOrAdd(
            (name ?? requiredScope, requiredScope, kind),
            static (key, lattice) => new AccessAction(key.Name, key.Scope, key.Kind, lattice),
            _state.Lattice);

    /// <summary>Decides by everything that needs no waiting. It records nothing and mints nothing.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The decision; <see cref="DenyReason.AsyncRequired"/> where an asynchronous evaluator or an obligation applies.</returns>
    public AccessDecision Decide(in AccessRequest request)
    {
        AccessDecision decision = DecideCore(in request);
        return decision.IsAllowed && NeedsMore(in request, decision) ? AccessDecision.Denied(DenyReason.AsyncRequired) : decision;
    }

    /// <summary>The full decision, with asynchronous evaluators and with the record that must stand before the act.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was allowed.</exception>
    public ValueTask<AccessDecision> DecideAsync(AccessRequest request, CancellationToken cancellationToken = default)
    {
        AccessDecision decision = DecideCore(in request);
        return NeedsMore(in request, decision)
            ? CompleteAsync(request, decision, _records, cancellationToken)
            : new ValueTask<AccessDecision>(decision);
    }

    /// <summary>Decides by the gates that need no look-up, and records a refusal. What it lets through is not allowed yet.</summary>
    /// <param name="request">The request; its resource is not looked at.</param>
    /// <returns>The first gate that failed, or <see cref="DenyReason.None"/>.</returns>
    public DenyReason Admit(in AccessRequest request)
    {
        DenyReason reason = request.Action is null ? DenyReason.ClaimMissing : LiveGates.BeforeLookup(in request, _state);
        if (reason != DenyReason.None)
        {
            _audit.Denied(in request, reason);
            _counters.Deny(reason);
        }

        return reason;
    }

    /// <summary>Decides by the gates of the claim alone, and records a refusal: for a request that needs a caller and takes no scope, such as one for an unknown route.</summary>
    /// <param name="request">The request; its action only names it.</param>
    /// <returns>The first gate that failed, or <see cref="DenyReason.None"/>.</returns>
    public DenyReason Recognize(in AccessRequest request)
    {
        DenyReason reason = request.Action is null ? DenyReason.ClaimMissing : LiveGates.OfClaim(in request, _state);
        if (reason != DenyReason.None)
        {
            _audit.Denied(in request, reason);
            _counters.Deny(reason);
        }

        return reason;
    }

    /// <summary>Decides, mints the permit that is earned, and records a refusal.</summary>
    /// <param name="request">The request.</param>
    /// <param name="permit">The permit, or null.</param>
    /// <returns>The decision.</returns>
    public AccessDecision Authorize(in AccessRequest request, out AccessPermit? permit)
    {
        AccessDecision decision = Decide(in request);
        permit = Conclude(in request, decision, _records);
        return decision;
    }

    /// <summary>Decides in full, mints the permit that is earned, and records a refusal.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The decision and the permit.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was allowed.</exception>
    public ValueTask<AccessResult> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken = default) =>
        AuthorizeCoreAsync(request, _records, cancellationToken);

    /// <summary>Decides several requests of which all must be allowed, and gives the permit of the last. What is refused is refused before anything is recorded as allowed.</summary>
    /// <param name="requests">The requests; at least one.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The first denial, or the last decision and its permit. A refusal is recorded once.</returns>
    /// <exception cref="ArgumentException">There is no request.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was allowed.</exception>
    public async ValueTask<AccessResult> AuthorizeAllAsync(IReadOnlyList<AccessRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfZero(requests.Count);
        for (int i = 0; requests.Count > 1 && i < requests.Count; i++)
        {
            AccessRequest request = requests[i];
            AccessDecision early = DecideCore(in request);
            if (!early.IsAllowed)
            {
                return new AccessResult(early, Conclude(in request, early, _records));
            }
        }

        AccessResult result = default;
        bool isRecorded = false;
        for (int i = 0; i < requests.Count; i++)
        {
            AccessRequest request = requests[i];

            // One permit is given, and one record says so: what an act among them needed, or else that of the last.
            AllowedRecords records = isRecorded || i < requests.Count - 1 ? AllowedRecords.NotRecorded : _records;
            result = await AuthorizeCoreAsync(request, records, cancellationToken).ConfigureAwait(false);
            if (!result.IsAllowed)
            {
                return result;
            }

            isRecorded |= NeedsRecord(in request, result.Permit.Way, records);
        }

        return result;
    }

    /// <summary>Refuses a request for a reason that lies outside the gates, and records it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reason">Why; what is no reason becomes <see cref="DenyReason.Unspecified"/>.</param>
    /// <returns>The reason.</returns>
    public DenyReason Refuse(in AccessRequest request, DenyReason reason) => Refuse(in request, reason, AuditDetails.None);

    /// <summary>Refuses a request for a reason that lies outside the gates, and records it with what else is to be known.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reason">Why; what is no reason becomes <see cref="DenyReason.Unspecified"/>.</param>
    /// <param name="details">At most 15 short texts under names of fixed words; they stand in the record of a recognised actor.</param>
    /// <returns>The reason.</returns>
    /// <exception cref="ArgumentException">There are too many details, or a name is outside <c>[a-z0-9_]{1,64}</c>.</exception>
    public DenyReason Refuse(in AccessRequest request, DenyReason reason, IReadOnlyDictionary<string, string> details)
    {
        ArgumentNullException.ThrowIfNull(details);
        reason = reason == DenyReason.None ? DenyReason.Unspecified : reason;
        _audit.Denied(in request, reason, details);
        _counters.Refuse(reason);
        return reason;
    }

    /// <summary>Checks a permit at its use, and gives the tenant whose data it opens.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="action">What is about to be done.</param>
    /// <param name="resourceId">To which resource, or null for the whole collection.</param>
    /// <returns>The tenant.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is missing, another engine's, for something else, or dead.</exception>
    public TenantId Demand([NotNull] AccessPermit? permit, AccessAction action, string? resourceId = null) =>
        Holds(permit, action, resourceId, _state.Realm.Time.GetUtcNow()) ? permit.Tenant : throw new TenantScopeRequiredException(
            "The permit does not cover this use, or it has ended. Earn one with PolicyEngine.AuthorizeAsync for this action and resource, and use it before its claim ends.");

    /// <summary>Whether a permit covers a use at a moment.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="action">What is about to be done.</param>
    /// <param name="resourceId">To which resource, or null for the whole collection.</param>
    /// <param name="now">The moment.</param>
    /// <returns>True when it does and everything that it was earned by is alive.</returns>
    public bool Holds([NotNullWhen(true)] AccessPermit? permit, AccessAction action, string? resourceId, DateTimeOffset now)
    {
        if (permit is null || !permit.Covers(this, action, resourceId))
        {
            return false;
        }

        // The gates that looked at the claim look at it again; what the resource was cannot have changed under the permit.
        var request = new AccessRequest(permit.Claim, permit.Action, default, now);
        return LiveGates.BeforeLookup(in request, _state) == DenyReason.None;
    }

    internal Patience Patience => _state.Patience;

    /// <summary>Appends a record that must stand before an act, and says whether it is durable.</summary>
    internal ValueTask<bool> AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) => _audit.AppendAsync(envelope, cancellationToken);

    /// <summary>Notes what happened, as well as the ledger can.</summary>
    internal void Emit(AuditEnvelope envelope) => _audit.Emit(envelope);

    /// <summary>Whether a claim was accepted in this engine's own container.</summary>
    internal bool Knows(VerifiedTenantClaim claim) => ReferenceEquals(claim.Realm, _state.Realm);

    private AccessDecision DecideCore(in AccessRequest request)
    {
        if (request.Action is null)
        {
            return AccessDecision.Denied(DenyReason.ClaimMissing);
        }

        DenyReason reason = LiveGates.FirstFailure(in request, _state, out AccessWay way);
        if (reason != DenyReason.None)
        {
            return AccessDecision.Denied(reason);
        }

        return _panel.IsEmpty ? AccessDecision.Allowed(way) : Weigh(_panel.Consult(in request), way);
    }

    private ValueTask<AccessResult> AuthorizeCoreAsync(AccessRequest request, AllowedRecords records, CancellationToken cancellationToken)
    {
        AccessDecision decision = DecideCore(in request);
        return NeedsMore(in request, decision)
            ? FinishAsync(request, decision, records, cancellationToken)
            : new ValueTask<AccessResult>(new AccessResult(decision, Conclude(in request, decision, records)));
    }

    // SECURITY: the only mint of permits. The request that was decided is the request that the permit is made of.
    private AccessPermit? Conclude(in AccessRequest request, AccessDecision decision, AllowedRecords records)
    {
        if (decision.IsAllowed)
        {
            if (records == AllowedRecords.Emitted && !IsObliged(in request, decision.Way))
            {
                _audit.Allowed(in request, decision.Way);
            }

            _counters.Allow();
            return new AccessPermit(this, in request, decision.Way, request.Resource.Owner ?? request.Principal!.Tenant);
        }

        _audit.Denied(in request, decision.Reason);
        _counters.Deny(decision.Reason);
        return null;
    }

    private static AccessDecision Weigh(PolicyVerdict verdict, AccessWay way) => verdict switch
    {
        PolicyVerdict.Allow => AccessDecision.Allowed(way),
        PolicyVerdict.Forbid => AccessDecision.Denied(DenyReason.PolicyForbid),
        _ => AccessDecision.Denied(DenyReason.EvaluatorFault),
    };

    private bool NeedsMore(in AccessRequest request, AccessDecision decision) => decision.IsAllowed
        ? _alwaysNeedsMore || IsObliged(in request, decision.Way)
        : decision.Reason == DenyReason.EvaluatorFault && _panel.NeedsAsync;

    private static bool NeedsRecord(in AccessRequest request, AccessWay way, AllowedRecords records) =>
        records == AllowedRecords.Durable || IsObliged(in request, way);

    private static bool IsObliged(in AccessRequest request, AccessWay way) => way != AccessWay.Own || request.Action!.ChangesPrivileges;
}
