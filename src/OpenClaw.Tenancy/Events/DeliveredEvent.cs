namespace OpenClaw.Tenancy.Events;

/// <summary>An event as one subscriber receives it.</summary>
/// <param name="Sequence">Its number for this subscriber: from 1, without a gap, whatever happens to others.</param>
/// <param name="Event">The event.</param>
public readonly record struct DeliveredEvent(long Sequence, TenantEvent Event);
