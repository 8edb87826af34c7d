using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Dispatch;

/// <summary>Says whose an outbound request is, for <see cref="TenantDispatchHandler"/>.</summary>
public static class DispatchRequestExtensions
{
    /// <summary>Makes a request the scope's tenant's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The scope; it is asked again at each attempt.</param>
    /// <returns>The request.</returns>
    public static HttpRequestMessage ForTenant(this HttpRequestMessage request, TenantContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        request.Options.Set(DispatchTenant.Key, new DispatchTenant(() => context.Tenant));
        return request;
    }

    /// <summary>Makes a request the tenant's that a permit was earned for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="permit">The permit; it is asked again at each attempt.</param>
    /// <returns>The request.</returns>
    public static HttpRequestMessage ForTenant(this HttpRequestMessage request, AccessPermit permit)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(permit);
        request.Options.Set(DispatchTenant.Key, new DispatchTenant(permit.RequireTenant));
        return request;
    }
}
