namespace OpenClaw.Tenancy.Events;

/// <summary>What an <see cref="EventGate"/> has counted since the start. No count says whose it is.</summary>
/// <param name="Published">Events that were offered to their tenant's subscribers.</param>
/// <param name="WithoutTenant">Events without a tenant, which were dropped.</param>
/// <param name="UnknownTenant">Events of a tenant that the directory does not know, which were dropped.</param>
/// <param name="UnknownFamily">Events that no family has, which were dropped.</param>
/// <param name="TooLarge">Events whose payload is too large, which were dropped.</param>
/// <param name="TooSlow">Subscribers that were ended because they did not keep up.</param>
/// <param name="Refused">Subscribers for whom there was no place.</param>
/// <param name="Unsent">Events that a relay did not take on for other processes.</param>
/// <param name="Malformed">Events whose session or id is none, which were dropped.</param>
public readonly record struct EventCounts(
    long Published, long WithoutTenant, long UnknownTenant, long UnknownFamily, long TooLarge, long TooSlow, long Refused, long Unsent, long Malformed)
{
    /// <summary>Events that were offered to nobody, whatever the reason.</summary>
    public long Dropped => WithoutTenant + UnknownTenant + UnknownFamily + TooLarge + Malformed;
}
