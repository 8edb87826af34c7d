namespace OpenClaw.Tenancy.Resources;

/// <summary>Something that belongs to a tenant.</summary>
public interface ITenantOwned
{
    /// <summary>The owner. Null means that nobody owns it, and then nobody reaches it.</summary>
    TenantId? Tenant { get; }
}
