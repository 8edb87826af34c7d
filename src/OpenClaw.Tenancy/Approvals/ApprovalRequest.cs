namespace OpenClaw.Tenancy.Approvals;

/// <summary>What a run asks to be allowed, and on which terms.</summary>
/// <param name="action">What it proposes to do.</param>
/// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ApprovalRequest(ProposedAction action)
{
    /// <summary>What it proposes to do.</summary>
    public ProposedAction Action { get; } = action ?? throw new ArgumentNullException(nameof(action));

    /// <summary>How long it may be answered and used; it always ends. Default: null, <see cref="ApprovalOptions.DefaultLifetime"/>.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Whether <c>allow-always</c> is on offer. Default: true. <c>allow-once</c> and <c>deny</c> always are.</summary>
    public bool OffersAlways { get; init; } = true;

    /// <summary>The earlier approval of the same run whose place this one takes: it is cancelled in the same step, also one that was allowed. Default: none.</summary>
    public Resources.ApprovalId? Supersedes { get; init; }

    /// <summary>What joins the records of one request. Default: minted.</summary>
    public string? CorrelationId { get; init; }
}
