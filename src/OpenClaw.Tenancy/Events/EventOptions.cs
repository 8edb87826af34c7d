namespace OpenClaw.Tenancy.Events;

/// <summary>Which events there are, and how much of them is held for subscribers. Read once at start: later changes throw.</summary>
public sealed class EventOptions
{
    private bool _frozen;

    /// <summary>Which events there are, and the scope that each takes.</summary>
    /// <value>Default: <see cref="EventFamilies.OpenClaw"/>.</value>
    public EventFamilies Families { get; set => field = Free(value); } = EventFamilies.OpenClaw;

    /// <summary>How many subscribers the process has at most.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxSubscribers { get; set => field = Free(value); } = 10_000;

    /// <summary>How many subscribers one tenant has at most in this process.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxSubscribersPerTenant { get; set => field = Free(value); } = 1_000;

    /// <summary>How many events wait for one subscriber. One more, and he is ended.</summary>
    /// <value>Default: 256.</value>
    public int QueueLength { get; set => field = Free(value); } = 256;

    /// <summary>How many bytes of payloads wait for one subscriber. One more, and he is ended.</summary>
    /// <value>Default: 1 MiB.</value>
    public int QueueBytes { get; set => field = Free(value); } = 1024 * 1024;

    /// <summary>How many bytes the payload of one event has at most. A larger event is dropped and counted.</summary>
    /// <value>Default: 256 KiB.</value>
    public int MaxEventBytes { get; set => field = Free(value); } = 256 * 1024;

    /// <summary>How many sessions one subscriber follows at most, where he follows sessions one by one.</summary>
    /// <value>Default: 256.</value>
    public int MaxFollowedSessions { get; set => field = Free(value); } = 256;

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of events are fixed when the host starts. Set them in AddEvents, and start the process anew to change them.");
}
