using Microsoft.AspNetCore.Mvc.Filters;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>The base of the attributes of controllers: each refuses a request that the middleware has not let through to this very endpoint.</summary>
public abstract class TenancyGuardAttribute : Attribute, IAsyncAuthorizationFilter
{
    private protected TenancyGuardAttribute()
    {
    }

    /// <inheritdoc />
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await EndpointGuard.RefusalAsync(context.HttpContext).ConfigureAwait(false) is { } refuse)
        {
            context.Result = new GuardResult(refuse);
        }
    }
}
