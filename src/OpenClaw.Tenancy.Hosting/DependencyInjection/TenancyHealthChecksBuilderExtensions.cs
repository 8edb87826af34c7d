using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Hosting.Health;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the health checks of tenancy to a host's own.</summary>
public static class TenancyHealthChecksBuilderExtensions
{
    /// <summary>Checks everything that decisions depend on: each <see cref="ITenancyHealthProbe"/> that is registered, under its name and the tag <c>openclaw.tenancy</c>.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The ledger and the directory always; the keys of issuers elsewhere with <c>AddJwks</c>; row-level security with
    /// <c>AddRowSecurityCheck</c>. A check that takes longer than <see cref="OpenClaw.Tenancy.TenancyOptions.DependencyTimeout"/> is unhealthy. Calling it again changes nothing.
    /// </remarks>
    public static IHealthChecksBuilder AddTenancyHealthChecks(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HealthCheckServiceOptions>, TenancyHealthRegistrations>());
        return builder;
    }
}
