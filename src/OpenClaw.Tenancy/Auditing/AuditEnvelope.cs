using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>What happened: who did or tried what, for which tenant, and how it ended.</summary>
/// <remarks>
/// Immutable and safe for use by many threads. Of each text, what looks like a secret becomes <c>***</c>; then it is escaped to one line of
/// printable ASCII and cut at 256 characters.
/// </remarks>
public sealed class AuditEnvelope
{
    private readonly bool _safe;
    private string? _actor;
    private string? _delegate;
    private string? _correlationId;
    private IReadOnlyDictionary<string, string> _details = AuditDetails.None;

    /// <summary>Makes an envelope.</summary>
    /// <param name="tenant">The tenant in whose trail it stands; the platform's trail is <see cref="TenantId.Platform"/>, never null.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tenant"/> is null.</exception>
    public AuditEnvelope(TenantId tenant, DateTimeOffset occurredAt)
        : this(tenant, occurredAt, safe: false) => TraceId = AuditTrace.Current;

    /// <summary>Makes an envelope of texts that were made safe once, such as those of a record, and stay as they are.</summary>
    internal AuditEnvelope(TenantId tenant, DateTimeOffset occurredAt, bool safe)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        (Tenant, OccurredAt, _safe) = (tenant, occurredAt, safe);
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
    public string? Actor { get => _actor; init => _actor = Safe(value); }

    /// <summary>The actor's issuer, or null.</summary>
    public string? Issuer { get; init => field = Safe(value); }

    /// <summary>Who acted for the actor, at <see cref="DelegateIssuer"/>; null when it was nobody else.</summary>
    public string? Delegate { get => _delegate; init => _delegate = Safe(value); }

    /// <summary>The issuer that knows the delegate, or null.</summary>
    public string? DelegateIssuer { get; init => field = Safe(value); }

    /// <summary>What was done or tried.</summary>
    public required string Action { get; init => field = Safe(value); }

    /// <summary>The id of the resource, or null.</summary>
    public string? ResourceId { get; init => field = Safe(value); }

    /// <summary>The run that it belongs to, or null.</summary>
    public string? RunId { get; init => field = Safe(value); }

    /// <summary>The grant by which it crossed tenants, or that it is about; null where there is none.</summary>
    public string? GrantId { get; init => field = Safe(value); }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The code of the reason, such as <c>scope_missing</c>.</summary>
    public required string ReasonCode { get; init => field = Safe(value); }

    /// <summary>The rule inside the reason, or null. A fixed word.</summary>
    public string? Detail { get; init => field = Safe(value); }

    /// <summary>Why it was done, in the actor's own words, or null.</summary>
    public string? StatedReason { get; init => field = Safe(value); }

    /// <summary>By which way an act that was allowed reached its target, or null.</summary>
    public string? Way { get; init => field = Safe(value); }

    /// <summary>What else is to be known: a ticket, say. At most 16 short texts under names of fixed words; what stands under the name of a secret becomes <c>***</c>. Who is named in <c>x</c> has its issuer in <c>x_issuer</c>, and is a pseudonym where subjects are. Default: nothing.</summary>
    /// <exception cref="ArgumentException">There are more than 16, or a name is outside <c>[a-z0-9_]{1,64}</c>.</exception>
    public IReadOnlyDictionary<string, string> Details { get => _details; init => _details = _safe ? value : AuditDetails.Clean(value); }

    /// <summary>How many events this record counts that have none of their own.</summary>
    public long Suppressed { get; init; }

    /// <summary>What joins the records of one request; minted when it is left out or empty.</summary>
    public string CorrelationId { get => _correlationId ?? Mint(); init => _correlationId = string.IsNullOrEmpty(value) && !_safe ? null : Safe(value); }

    /// <summary>The trace that it happened in (W3C trace id), or null. Default: that of the activity in which the envelope is made.</summary>
    public string? TraceId { get; init => field = Safe(value); }

    /// <summary>The same with other names for who acted, and for whom its details name.</summary>
    internal AuditEnvelope As(string? actor, string? acting, IReadOnlyDictionary<string, string> details)
    {
        // It is the same event, so both have the id that is minted for one of them.
        _ = CorrelationId;
        var copy = (AuditEnvelope)MemberwiseClone();
        (copy._actor, copy._delegate, copy._details) = (actor, acting, details);
        return copy;
    }

    [return: NotNullIfNotNull(nameof(text))]
    private string? Safe(string? text) => _safe ? text : AuditText.Clean(text);

    // Whoever comes first mints it, for everybody.
    private string Mint()
    {
        string minted = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return Interlocked.CompareExchange(ref _correlationId, minted, null) ?? minted;
    }
}
