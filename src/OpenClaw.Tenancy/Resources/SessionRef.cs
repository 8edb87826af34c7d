namespace OpenClaw.Tenancy.Resources;

/// <summary>A session and its owner.</summary>
/// <param name="tenant">The owner.</param>
/// <param name="id">The id.</param>
/// <exception cref="ArgumentNullException">One of the two is null.</exception>
public sealed class SessionRef(TenantId tenant, SessionId id) : TenantResource(tenant, id)
{
    /// <summary>The id.</summary>
    public SessionId Id => (SessionId)ResourceId;
}
