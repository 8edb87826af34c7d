using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>What happened: who did or tried what, for which tenant, and how it ended.</summary>
/// <remarks>
/// Immutable and safe for use by many threads. Texts that come from outside are escaped to one line of printable ASCII and cut at 256 characters.
/// </remarks>
public sealed class AuditEnvelope
{
    private readonly string? _actor;
    private readonly string? _resourceId;
    private readonly string? _statedReason;
    private readonly string _correlationId = NewCorrelationId();

    /// <summary>Makes an envelope.</summary>
    /// <param name="tenant">The tenant in whose trail it stands; the platform's trail is <see cref="TenantId.Platform"/>, never null.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tenant"/> is null.</exception>
    public AuditEnvelope(TenantId tenant, DateTimeOffset occurredAt)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        (Tenant, OccurredAt) = (tenant, occurredAt);
    }

    /// <summary>The tenant in whose trail it stands.</summary>
    public TenantId Tenant { get; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTimeOffset OccurredAt { get; }

    /// <summary>The tenant that the actor acts for, or null when nobody was recognised.</summary>
    public TenantId? EffectiveTenant { get; init; }

    /// <summary>The tenant that the act was aimed at, or null where it must not or cannot be said.</summary>
    public TenantId? TargetTenant { get; init; }

    /// <summary>The actor's id at the issuer, or null when nobody was recognised.</summary>
    public string? Actor { get => _actor; init => _actor = AuditText.Clean(value); }

    /// <summary>The actor's issuer, or null.</summary>
    public string? Issuer { get; init; }

    /// <summary>What was done or tried.</summary>
    public required string Action { get; init; }

    /// <summary>The id of the resource, or null.</summary>
    public string? ResourceId { get => _resourceId; init => _resourceId = AuditText.Clean(value); }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The code of the reason, such as <c>scope_missing</c>.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>The rule inside the reason, or null. A fixed word.</summary>
    public string? Detail { get; init; }

    /// <summary>Why it was done, in the actor's own words, or null.</summary>
    public string? StatedReason { get => _statedReason; init => _statedReason = AuditText.Clean(value); }

    /// <summary>By which way an act that was allowed reached its target, or null.</summary>
    public string? Way { get; init; }

    /// <summary>How many refusals of strangers were counted and not recorded before this one.</summary>
    public long Suppressed { get; init; }

    /// <summary>What joins the records of one request; minted when it is left out.</summary>
    public string CorrelationId { get => _correlationId; init => _correlationId = AuditText.Clean(value) ?? _correlationId; }

    private static string NewCorrelationId() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
