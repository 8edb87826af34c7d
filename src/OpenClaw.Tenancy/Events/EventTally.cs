namespace OpenClaw.Tenancy.Events;

/// <summary>Counts. Safe for use by many threads.</summary>
internal sealed class EventTally
{
    private readonly long[] _outcomes = new long[(int)EventOutcome.Published + 1];
    private long _tooSlow;
    private long _refused;
    private long _unsent;

    internal EventOutcome Count(EventOutcome outcome)
    {
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        return outcome;
    }

    internal void CountTooSlow() => Interlocked.Increment(ref _tooSlow);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    internal void CountUnsent() => Interlocked.Increment(ref _unsent);

    internal EventCounts Read() => new(
        Of(EventOutcome.Published), Of(EventOutcome.WithoutTenant), Of(EventOutcome.UnknownTenant), Of(EventOutcome.UnknownFamily), Of(EventOutcome.TooLarge),
        Interlocked.Read(ref _tooSlow), Interlocked.Read(ref _refused), Interlocked.Read(ref _unsent), Of(EventOutcome.Dropped));

    private long Of(EventOutcome outcome) => Interlocked.Read(ref _outcomes[(int)outcome]);
}
