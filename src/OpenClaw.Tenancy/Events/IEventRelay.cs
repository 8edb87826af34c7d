namespace OpenClaw.Tenancy.Events;

/// <summary>Carries events to the other processes of a host. Safe for use by many threads.</summary>
/// <remarks>
/// What goes through a place that others can listen at is an opaque id and nothing else; the body is kept under its tenant. What comes
/// from another process goes into the <see cref="EventInlet"/> that the relay was made with.
/// </remarks>
public interface IEventRelay
{
    /// <summary>Takes an event on, to be sent soon.</summary>
    /// <param name="happened">The event. Who publishes it does not wait.</param>
    /// <returns>False where there is no room for it: it stays in this process, and is counted.</returns>
    bool TrySend(TenantEvent happened);
}
