namespace OpenClaw.Tenancy.Resources;

/// <summary>The base of references to a resource together with its owner: neither can be left out.</summary>
/// <remarks>Immutable. A reference gives no access to what it names.</remarks>
public abstract class TenantResource : ITenantOwned
{
    private protected TenantResource(TenantId tenant, ResourceId id)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(id);
        (Tenant, ResourceId) = (tenant, id);
    }

    /// <summary>The owner.</summary>
    public TenantId Tenant { get; }

    private protected ResourceId ResourceId { get; }

    /// <summary>What a decision needs to know of it.</summary>
    /// <returns>The resource with its owner.</returns>
    public ResourceRef ToResource() => ResourceRef.Owned(ResourceId.ToString(), Tenant);
}
