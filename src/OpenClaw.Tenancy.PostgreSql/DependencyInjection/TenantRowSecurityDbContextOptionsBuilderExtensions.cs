using Microsoft.EntityFrameworkCore.Infrastructure;
using OpenClaw.Tenancy.PostgreSql;
using OpenClaw.Tenancy.PostgreSql.Settings;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.EntityFrameworkCore;
#pragma warning restore IDE0130

/// <summary>Adds row-level security to the options of a context.</summary>
public static class TenantRowSecurityDbContextOptionsBuilderExtensions
{
    /// <summary>Tells the database the tenant of each command and transaction of the context, so that the policies of <see cref="TenantRowSecurity.Script"/> hold.</summary>
    /// <param name="optionsBuilder">The options, after <c>UseNpgsql</c> and <c>UseTenancy</c>.</param>
    /// <param name="configure">Says the role, and how the setting is signed.</param>
    /// <returns>The options.</returns>
    /// <exception cref="OpenClaw.Tenancy.TenancyConfigurationException">The role is missing, or it is not said whether the setting is signed.</exception>
    public static DbContextOptionsBuilder UseTenantRowSecurity(this DbContextOptionsBuilder optionsBuilder, Action<TenantRowSecurityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TenantRowSecurityOptions();
        configure(options);
        ((IDbContextOptionsBuilderInfrastructure)optionsBuilder).AddOrUpdateExtension(new RowSecurityExtension(options.Freeze()));
        return optionsBuilder;
    }

    /// <inheritdoc cref="UseTenantRowSecurity(DbContextOptionsBuilder, Action{TenantRowSecurityOptions})" />
    /// <typeparam name="TContext">The context.</typeparam>
    public static DbContextOptionsBuilder<TContext> UseTenantRowSecurity<TContext>(
        this DbContextOptionsBuilder<TContext> optionsBuilder, Action<TenantRowSecurityOptions> configure)
        where TContext : DbContext
    {
        UseTenantRowSecurity((DbContextOptionsBuilder)optionsBuilder, configure);
        return optionsBuilder;
    }
}
