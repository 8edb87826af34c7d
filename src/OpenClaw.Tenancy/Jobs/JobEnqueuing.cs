using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>What became of the wish to have a job done. The default is a refusal.</summary>
public readonly struct JobEnqueuing
{
    private JobEnqueuing(JobId? id, bool wasKnown, JobRefusal refusal, DenyReason reason) => (Id, WasKnown, Refusal, Reason) = (id, wasKnown, refusal, reason);

    /// <summary>The job's id, or null.</summary>
    public JobId? Id { get; }

    /// <summary>Whether the tenant asked for it before, under the same key: then it is not done again.</summary>
    public bool WasKnown { get; }

    /// <summary>Why it was not taken; <see cref="JobRefusal.None"/> when it was.</summary>
    public JobRefusal Refusal { get; }

    /// <summary>Why the claim could not be sealed; <see cref="DenyReason.None"/> in every other case.</summary>
    public DenyReason Reason { get; }

    /// <summary>Whether the job is in the queue, or was.</summary>
    [MemberNotNullWhen(true, nameof(Id))]
    public bool IsAccepted => Id is not null;

    internal static JobEnqueuing Accepted(JobId id, bool wasKnown) => new(id, wasKnown, JobRefusal.None, DenyReason.None);

    internal static JobEnqueuing Refused(JobRefusal refusal, DenyReason reason = DenyReason.None) => new(null, wasKnown: false, refusal, reason);
}
