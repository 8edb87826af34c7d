namespace OpenClaw.Tenancy.Approvals;

/// <summary>How approvals are asked for, answered and used. Read once at start: later changes throw.</summary>
public sealed class ApprovalOptions
{
    private bool _frozen;

    /// <summary>How long an approval lives whose request says nothing of it.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan DefaultLifetime { get; set => field = Free(value); } = TimeSpan.FromMinutes(10);

    /// <summary>How long an approval may live at most. There is none without an end.</summary>
    /// <value>Default: 24 hours, which is also the most.</value>
    public TimeSpan MaxLifetime { get; set => field = Free(value); } = TimeSpan.FromHours(24);

    /// <summary>How often the action may be done that <c>allow-always</c> allows.</summary>
    /// <value>Default: 100.</value>
    public int MaxUses { get; set => field = Free(value); } = 100;

    /// <summary>How many approvals of one tenant may wait for an answer.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxPending { get; set => field = Free(value); } = 1000;

    /// <summary>How long an approval is kept after it ended.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan Retention { get; set => field = Free(value); } = TimeSpan.FromDays(30);

    /// <summary>How often whoever waits for an answer, or watches, looks whether he still may and whether another process has answered.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan PollInterval { get; set => field = Free(value); } = TimeSpan.FromSeconds(1);

    /// <summary>How many events wait for one watcher. One more, and he loses his stream.</summary>
    /// <value>Default: 256.</value>
    public int EventBuffer { get; set => field = Free(value); } = 256;

    /// <summary>How many watchers one tenant may have in this process.</summary>
    /// <value>Default: 100.</value>
    public int MaxWatchers { get; set => field = Free(value); } = 100;

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of approvals are fixed when the host starts. Set them in AddApprovals, and start the process anew to change them.");
}
