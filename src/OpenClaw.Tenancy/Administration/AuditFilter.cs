using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Which records of a trail are wanted.</summary>
public sealed class AuditFilter
{
    /// <summary>The most records of one page.</summary>
    public const int MaxCount = 200;

    /// <summary>The run that they belong to or are about. Default: any.</summary>
    public string? RunId { get; init; }

    /// <summary>Who acted: the exact id at the issuer, whichever issuer that is, or the text under which it stands in the records. Default: anybody.</summary>
    public string? Actor { get; init; }

    /// <summary>How they ended. Default: both.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>The number before which to look. Default: from the newest on.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most, 1 to <see cref="MaxCount"/>. Default: 50.</summary>
    public int Count { get; init; } = 50;

    /// <param name="envelope">What may be wanted.</param>
    /// <param name="actor">Who is wanted, or null where anybody is.</param>
    internal bool Takes(AuditEnvelope envelope, WantedActor? actor) => (Outcome is null || envelope.Outcome == Outcome)
        && actor?.Is(envelope) != false
        && (RunId is null || string.Equals(envelope.RunId, RunId, StringComparison.Ordinal) || string.Equals(envelope.ResourceId, RunId, StringComparison.Ordinal));
}
