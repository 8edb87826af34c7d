using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Owners;
using OpenClaw.Tenancy.EntityFrameworkCore.Posture;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Resources;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds tenant-safe contexts to a host's tenancy.</summary>
public static class TenancyEntityFrameworkBuilderExtensions
{
    private const DynamicallyAccessedMemberTypes ContextMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Adds a context: a scoped service that is bound to the tenant of its scope, and a factory beside it.</summary>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database. <c>UseTenancy</c> is called after it.</param>
    /// <param name="tenancy">Says how its entities belong to tenants. Default: by <see cref="ITenantOwned"/> alone.</param>
    /// <param name="poolSize">How many instances are kept for reuse. Default: none.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The model is checked when the host starts (<see cref="OptionsValidationException"/>). For each <c>DbSet</c> of an
    /// <see cref="ITenantOwned"/> entity an <see cref="IResourceOwnerSource{T}"/> is registered, unless the host has one.
    /// </remarks>
    public static TenancyBuilder AddTenantDbContext<[DynamicallyAccessedMembers(ContextMembers)] TContext>(
        this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<TenancyModelOptions>? tenancy = null, int? poolSize = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddTenantDbContext<TContext>(builder, (_, options) => configure(options), tenancy, poolSize);
    }

    /// <summary>Adds a context: a scoped service that is bound to the tenant of its scope, and a factory beside it.</summary>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database, with the host's singletons. <c>UseTenancy</c> is called after it.</param>
    /// <param name="tenancy">Says how its entities belong to tenants. Default: by <see cref="ITenantOwned"/> alone.</param>
    /// <param name="poolSize">How many instances are kept for reuse. Default: none.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The model is checked when the host starts (<see cref="OptionsValidationException"/>). For each <c>DbSet</c> of an
    /// <see cref="ITenantOwned"/> entity an <see cref="IResourceOwnerSource{T}"/> is registered, unless the host has one.
    /// </remarks>
    public static TenancyBuilder AddTenantDbContext<[DynamicallyAccessedMembers(ContextMembers)] TContext>(
        this TenancyBuilder builder, Action<IServiceProvider, DbContextOptionsBuilder> configure, Action<TenancyModelOptions>? tenancy = null, int? poolSize = null)
        where TContext : DbContext
    {
        AddTenantDbContextFactory<TContext>(builder, configure, tenancy, poolSize);
        builder.Services.Replace(ServiceDescriptor.Scoped(static sp =>
            sp.GetRequiredService<ITenantDbContextFactory<TContext>>().CreateDbContext(sp.GetRequiredService<TenantContext>())));
        foreach (PropertyInfo set in typeof(TContext).GetProperties().Where(static p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>)))
        {
            Type entity = set.PropertyType.GetGenericArguments()[0];
            if (typeof(ITenantOwned).IsAssignableFrom(entity))
            {
                AddOwners(builder.Services, typeof(TContext), entity);
            }
        }

        return builder;
    }

    /// <summary>Adds a factory alone, for work that makes its own contexts.</summary>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database. <c>UseTenancy</c> is called after it.</param>
    /// <param name="tenancy">Says how its entities belong to tenants. Default: by <see cref="ITenantOwned"/> alone.</param>
    /// <param name="poolSize">How many instances are kept for reuse. Default: none.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The model is checked when the host starts (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantDbContextFactory<[DynamicallyAccessedMembers(ContextMembers)] TContext>(
        this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<TenancyModelOptions>? tenancy = null, int? poolSize = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddTenantDbContextFactory<TContext>(builder, (_, options) => configure(options), tenancy, poolSize);
    }

    /// <summary>Adds a factory alone, for work that makes its own contexts.</summary>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database, with the host's singletons. <c>UseTenancy</c> is called after it.</param>
    /// <param name="tenancy">Says how its entities belong to tenants. Default: by <see cref="ITenantOwned"/> alone.</param>
    /// <param name="poolSize">How many instances are kept for reuse. Default: none.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The model is checked when the host starts (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantDbContextFactory<[DynamicallyAccessedMembers(ContextMembers)] TContext>(
        this TenancyBuilder builder, Action<IServiceProvider, DbContextOptionsBuilder> configure, Action<TenancyModelOptions>? tenancy = null, int? poolSize = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        void Configure(IServiceProvider services, DbContextOptionsBuilder options)
        {
            configure(services, options);
            options.UseTenancy(tenancy);
        }

        if (poolSize is { } size)
        {
            builder.Services.AddPooledDbContextFactory<TContext>(Configure, size);
        }
        else
        {
            builder.Services.AddDbContextFactory<TContext>(Configure);
        }

        builder.Services.TryAddSingleton<ITenantDbContextFactory<TContext>, TenantDbContextFactory<TContext>>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, ContextPosture>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, RowSecurityPosture>());
        builder.Services.AddOptions<TenantModelCheck<TContext>>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantModelCheck<TContext>>, TenantModelValidator<TContext>>());
        return builder;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "Reason: entities are kept by EF Core itself, which reads them by reflection.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Reason: entities are kept by EF Core itself, which reads them by reflection.")]
    private static void AddOwners(IServiceCollection services, Type context, Type entity) => services.TryAddScoped(
        typeof(IResourceOwnerSource<>).MakeGenericType(entity), typeof(EntityOwnerSource<,>).MakeGenericType(context, entity));
}
