using Microsoft.EntityFrameworkCore.Infrastructure;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.EntityFrameworkCore;
#pragma warning restore IDE0130

/// <summary>Adds tenancy to the options of a context.</summary>
public static class TenancyDbContextOptionsBuilderExtensions
{
    /// <summary>Makes a context tenant-safe: the tenant in every filter and in the predicate of every write, the model checked, raw SQL behind a permit.</summary>
    /// <param name="optionsBuilder">The options of the context.</param>
    /// <param name="configure">Says how its entities belong to tenants. Default: by ITenantOwned alone.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="optionsBuilder"/> is null.</exception>
    public static DbContextOptionsBuilder UseTenancy(this DbContextOptionsBuilder optionsBuilder, Action<TenancyModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        var options = new TenancyModelOptions();
        configure?.Invoke(options);
        ((IDbContextOptionsBuilderInfrastructure)optionsBuilder).AddOrUpdateExtension(new TenancyOptionsExtension(options.Freeze()));
        return optionsBuilder;
    }

    /// <summary>Makes a context tenant-safe: the tenant in every filter and in the predicate of every write, the model checked, raw SQL behind a permit.</summary>
    /// <typeparam name="TContext">The context's type.</typeparam>
    /// <param name="optionsBuilder">The options of the context.</param>
    /// <param name="configure">Says how its entities belong to tenants. Default: by ITenantOwned alone.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="optionsBuilder"/> is null.</exception>
    public static DbContextOptionsBuilder<TContext> UseTenancy<TContext>(
        this DbContextOptionsBuilder<TContext> optionsBuilder, Action<TenancyModelOptions>? configure = null)
        where TContext : DbContext
    {
        UseTenancy((DbContextOptionsBuilder)optionsBuilder, configure);
        return optionsBuilder;
    }
}
