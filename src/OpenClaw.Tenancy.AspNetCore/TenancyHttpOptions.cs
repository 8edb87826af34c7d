namespace OpenClaw.Tenancy.AspNetCore;

/// <summary>Where requests may say which tenant they mean. Such selectors must agree with the claim; alone they let nobody in.</summary>
public sealed class TenancyHttpOptions
{
    /// <summary>The header that selects a tenant.</summary>
    /// <value>Default: <c>X-Tenant-Id</c>. Null: no header does.</value>
    public string? SelectorHeader { get; set; } = "X-Tenant-Id";

    /// <summary>The route parameter that selects a tenant, where a route has it.</summary>
    /// <value>Default: <c>tenant</c>. Null: none does.</value>
    public string? SelectorRouteParameter { get; set; } = "tenant";

    /// <summary>The domain whose subdomains select a tenant by its id: with <c>example.com</c>, <c>acme.example.com</c> selects acme.</summary>
    /// <value>Default: null; then only the host names of directory entries select.</value>
    public string? SelectorDomain { get; set; }
}
