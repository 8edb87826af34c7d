using Microsoft.AspNetCore.Authentication;
using OpenClaw.Tenancy.AspNetCore.Authentication;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the host's tenant credentials as an authentication scheme.</summary>
public static class TenantAuthenticationBuilderExtensions
{
    /// <summary>Lets <c>UseAuthentication</c> make a principal of the credentials that the host's verifiers accept. <c>UseTenancy</c> does not need it.</summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="scheme">The scheme's name. Default: <see cref="TenantAuthenticationDefaults.Scheme"/>.</param>
    /// <returns>The builder.</returns>
    public static AuthenticationBuilder AddTenantCredentials(this AuthenticationBuilder builder, string scheme = TenantAuthenticationDefaults.Scheme)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddScheme<AuthenticationSchemeOptions, TenantAuthenticationHandler>(scheme, configureOptions: null);
    }
}
