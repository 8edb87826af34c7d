using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Adds issuers, tenants, evaluators and a ledger to what <c>AddTenancy</c> registered. Used at start, by one thread.</summary>
public sealed class TenancyBuilder
{
    internal TenancyBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds an issuer whose claims may be accepted.</summary>
    /// <typeparam name="TVerifier">What is registered, as a singleton: <see cref="ICredentialVerifier"/>, or an adapter's own type.</typeparam>
    /// <param name="name">The issuer's name; its claims carry exactly this text.</param>
    /// <param name="configure">Says for whom it may speak. By default for nobody but those whose directory entry names it.</param>
    /// <param name="create">Makes the verifier. It alone is handed the issuer's door, which is not to be had from dependency injection.</param>
    /// <param name="validate">Checks the verifier's own options at start: errors, each with its fix. Default: nothing to check.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TenancyBuilder AddIssuer<TVerifier>(
        string name,
        Action<TenantIssuerOptions> configure,
        Func<IServiceProvider, TenantIssuer, TVerifier> create,
        Func<TenancyOptions, IEnumerable<string>>? validate = null)
        where TVerifier : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(create);
        var options = new TenantIssuerOptions();
        configure(options);
        options.Freeze();
        Services.AddSingleton(new IssuerRegistration(name, options, validate));
        if (options.NamesUsers)
        {
            AddDirectory(directory => directory.NameUsersBy(name));
        }

        Services.AddSingleton(services => create(services, new TenantIssuer(name, options, services.GetRequiredService<TenancyRealm>())));
        return this;
    }

    /// <summary>Adds tenants to the directory.</summary>
    /// <param name="tenants">What is known of each.</param>
    /// <returns>This builder.</returns>
    public TenancyBuilder AddTenants(params IEnumerable<TenantRegistration> tenants) => AddDirectory(directory =>
    {
        foreach (TenantRegistration tenant in tenants)
        {
            directory.Add(tenant);
        }
    });

    /// <summary>Adds tenants under their ids, with nothing else known of them.</summary>
    /// <param name="tenants">The ids' texts.</param>
    /// <returns>This builder.</returns>
    public TenancyBuilder AddTenants(params IEnumerable<string> tenants) =>
        AddTenants(tenants.Select(static text => new TenantRegistration(TenantId.From(text))));

    /// <summary>Fills the directory when it is made, before anything is decided by it.</summary>
    /// <param name="fill">Fills it.</param>
    /// <returns>This builder.</returns>
    public TenancyBuilder AddDirectory(Action<TenantDirectory> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        Services.AddSingleton(new DirectoryFill(fill));
        return this;
    }

    /// <summary>Adds a rule of the host's own inside the boundary.</summary>
    /// <typeparam name="TEvaluator">The rule.</typeparam>
    /// <returns>This builder.</returns>
    public TenancyBuilder AddEvaluator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEvaluator>()
        where TEvaluator : class, IAccessEvaluator
    {
        Services.AddSingleton<IAccessEvaluator, TEvaluator>();
        return this;
    }

    /// <summary>Adds a rule of the host's own that has to wait for something.</summary>
    /// <typeparam name="TEvaluator">The rule.</typeparam>
    /// <returns>This builder.</returns>
    public TenancyBuilder AddAsyncEvaluator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEvaluator>()
        where TEvaluator : class, IAsyncAccessEvaluator
    {
        Services.AddSingleton<IAsyncAccessEvaluator, TEvaluator>();
        return this;
    }

    /// <summary>Sets where what happened is written down. Default: an <see cref="InMemoryAuditLedger"/>.</summary>
    /// <param name="create">Makes the ledger, a singleton.</param>
    /// <returns>This builder.</returns>
    /// <remarks>A ledger that can be read registers itself as <see cref="IAuditTrailStore"/> behind this call.</remarks>
    public TenancyBuilder UseLedger(Func<IServiceProvider, IAuditLedger> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        Services.RemoveAll<IAuditTrailStore>();
        return this;
    }
}
