namespace OpenClaw.Tenancy.Events;

/// <summary>Where a relay hands in what happened in other processes. Handed to the relay alone, and not to be had from dependency injection.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class EventInlet
{
    private readonly EventGate _gate;

    internal EventInlet(EventGate gate) => _gate = gate;

    /// <summary>The texts of the tenants that have a subscriber in this process: nothing of others is of use here.</summary>
    /// <returns>The texts as they are now.</returns>
    public IReadOnlyList<string> Awaited() => _gate.Awaited();

    /// <summary>Offers an event of another process to those of its tenant who may receive it. It is sent on to nobody.</summary>
    /// <param name="relayed">The event as it was read.</param>
    /// <returns>What became of it.</returns>
    public EventOutcome Deliver(RelayedEvent relayed)
    {
        ArgumentNullException.ThrowIfNull(relayed);
        return _gate.Deliver(relayed);
    }
}
