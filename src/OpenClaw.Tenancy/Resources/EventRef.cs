namespace OpenClaw.Tenancy.Resources;

/// <summary>An event and its owner.</summary>
/// <param name="tenant">The owner.</param>
/// <param name="id">The id.</param>
/// <exception cref="ArgumentNullException">One of the two is null.</exception>
public sealed class EventRef(TenantId tenant, EventId id) : TenantResource(tenant, id)
{
    /// <summary>The id.</summary>
    public EventId Id => (EventId)ResourceId;
}
