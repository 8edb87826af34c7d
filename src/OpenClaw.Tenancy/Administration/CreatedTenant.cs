namespace OpenClaw.Tenancy.Administration;

/// <summary>A tenant that was created, with its first key.</summary>
public sealed class CreatedTenant
{
    internal CreatedTenant(TenantRecord tenant, IssuedApiKey key) => (Tenant, Key) = (tenant, key);

    /// <summary>The tenant.</summary>
    public TenantRecord Tenant { get; }

    /// <summary>A key with the rights of an owner in this tenant, and with none of the platform.</summary>
    public IssuedApiKey Key { get; }
}
