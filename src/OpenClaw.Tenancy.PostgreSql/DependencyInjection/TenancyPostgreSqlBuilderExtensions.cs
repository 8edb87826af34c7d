using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.PostgreSql.Checking;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the check of a PostgreSQL database to a host's tenancy.</summary>
public static class TenancyPostgreSqlBuilderExtensions
{
    /// <summary>Checks the database of a context when the host starts, before it listens. What is found refuses the start, all at once.</summary>
    /// <typeparam name="TContext">A registered context with <c>UseTenantRowSecurity</c>.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The host's start throws <see cref="OpenClaw.Tenancy.TenancyConfigurationException"/>, with a sentence for each violation.</remarks>
    public static TenancyBuilder AddRowSecurityCheck<TContext>(this TenancyBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartCheck<TContext>>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyHealthProbe, RowSecurityProbe<TContext>>());
        return builder;
    }
}
