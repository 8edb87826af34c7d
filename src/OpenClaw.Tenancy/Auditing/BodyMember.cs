using System.Collections.Immutable;
using System.Text.Json;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>The members of a body in their order, encoded once.</summary>
internal static class BodyMember
{
    internal static readonly JsonEncodedText Action = JsonEncodedText.Encode("action");
    internal static readonly JsonEncodedText Actor = JsonEncodedText.Encode("actor");
    internal static readonly JsonEncodedText CorrelationId = JsonEncodedText.Encode("correlation_id");
    internal static readonly JsonEncodedText Delegate = JsonEncodedText.Encode("delegate");
    internal static readonly JsonEncodedText DelegateIssuer = JsonEncodedText.Encode("delegate_issuer");
    internal static readonly JsonEncodedText Detail = JsonEncodedText.Encode("detail");
    internal static readonly JsonEncodedText Details = JsonEncodedText.Encode("details");
    internal static readonly JsonEncodedText EffectiveTenant = JsonEncodedText.Encode("effective_tenant");
    internal static readonly JsonEncodedText GrantId = JsonEncodedText.Encode("grant_id");
    internal static readonly JsonEncodedText Issuer = JsonEncodedText.Encode("issuer");
    internal static readonly JsonEncodedText OccurredAt = JsonEncodedText.Encode("occurred_at");
    internal static readonly JsonEncodedText Outcome = JsonEncodedText.Encode("outcome");
    internal static readonly JsonEncodedText Previous = JsonEncodedText.Encode("previous");
    internal static readonly JsonEncodedText ReasonCode = JsonEncodedText.Encode("reason_code");
    internal static readonly JsonEncodedText ResourceId = JsonEncodedText.Encode("resource_id");
    internal static readonly JsonEncodedText RunId = JsonEncodedText.Encode("run_id");
    internal static readonly JsonEncodedText Sequence = JsonEncodedText.Encode("sequence");
    internal static readonly JsonEncodedText StatedReason = JsonEncodedText.Encode("stated_reason");
    internal static readonly JsonEncodedText Suppressed = JsonEncodedText.Encode("suppressed");
    internal static readonly JsonEncodedText TargetTenant = JsonEncodedText.Encode("target_tenant");
    internal static readonly JsonEncodedText Tenant = JsonEncodedText.Encode("tenant");
    internal static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("trace_id");
    internal static readonly JsonEncodedText Version = JsonEncodedText.Encode("v");
    internal static readonly JsonEncodedText Way = JsonEncodedText.Encode("way");

    /// <summary>All of them, in their order.</summary>
    internal static readonly ImmutableArray<JsonEncodedText> All =
    [
        Action, Actor, CorrelationId, Delegate, DelegateIssuer, Detail, Details, EffectiveTenant, GrantId, Issuer, OccurredAt,
        Outcome, Previous, ReasonCode, ResourceId, RunId, Sequence, StatedReason, Suppressed, TargetTenant, Tenant, TraceId,
        Version, Way,
    ];
}
