using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>A record of a trail. What it has not is left out.</summary>
internal sealed record AuditView
{
    public required long Sequence { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required string Action { get; init; }

    public required AuditOutcome Outcome { get; init; }

    public required string ReasonCode { get; init; }

    public string? Actor { get; init; }

    public string? Issuer { get; init; }

    public string? Delegate { get; init; }

    public string? DelegateIssuer { get; init; }

    public string? EffectiveTenant { get; init; }

    public string? TargetTenant { get; init; }

    public string? ResourceId { get; init; }

    public string? RunId { get; init; }

    public string? GrantId { get; init; }

    public string? Detail { get; init; }

    public string? StatedReason { get; init; }

    public string? Way { get; init; }

    public long? Suppressed { get; init; }

    public IReadOnlyDictionary<string, string>? Details { get; init; }

    public required string CorrelationId { get; init; }

    public string? TraceId { get; init; }

    public string? Hash { get; init; }

    internal static AuditView Of(AuditRecord record)
    {
        AuditEnvelope envelope = record.Envelope;
        return new AuditView
        {
            Sequence = record.Sequence,
            OccurredAt = envelope.OccurredAt,
            Action = envelope.Action,
            Outcome = envelope.Outcome,
            ReasonCode = envelope.ReasonCode,
            Actor = envelope.Actor,
            Issuer = envelope.Issuer,
            Delegate = envelope.Delegate,
            DelegateIssuer = envelope.DelegateIssuer,
            EffectiveTenant = envelope.EffectiveTenant?.ToString(),
            TargetTenant = envelope.TargetTenant?.ToString(),
            ResourceId = envelope.ResourceId,
            RunId = envelope.RunId,
            GrantId = envelope.GrantId,
            Detail = envelope.Detail,
            StatedReason = envelope.StatedReason,
            Way = envelope.Way,
            Suppressed = envelope.Suppressed == 0 ? null : envelope.Suppressed,
            Details = envelope.Details.Count == 0 ? null : envelope.Details,
            CorrelationId = envelope.CorrelationId,
            TraceId = envelope.TraceId,
            Hash = record.Link?.Hash.ToString(),
        };
    }
}
