using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Testing.Chaos;

#pragma warning disable IDE0130 // Reason: extension methods on a framework's builder live in the framework's namespace.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130 // Reason: the end of the above.

/// <summary>Faults before what a host registered.</summary>
public static class ChaosServiceCollectionExtensions
{
    /// <summary>Puts the faults of a plan before each registration of a contract: stores, ledgers, signers, vaults, evaluators, sources of owners and of keys.</summary>
    /// <typeparam name="TContract">The contract, an interface.</typeparam>
    /// <param name="services">The services, with everything registered already.</param>
    /// <param name="plan">At which call which fault.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">The contract is not registered.</exception>
    /// <exception cref="ArgumentException">The contract is no interface.</exception>
    /// <remarks>What an implementation implements beside the contract is not seen behind it. For tests alone: it uses reflection on each call.</remarks>
    public static IServiceCollection AddChaos<TContract>(this IServiceCollection services, ChaosPlan plan)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(plan);
        int[] places = [.. services.Index().Where(static s => s.Item.ServiceType == typeof(TContract) && s.Item.ServiceKey is not ChaosKey).Select(static s => s.Index)];
        if (places.Length == 0)
        {
            throw new InvalidOperationException($"No {typeof(TContract).Name} is registered, so no fault would ever happen. Call AddChaos after what registers it.");
        }

        foreach (int place in places)
        {
            ServiceDescriptor real = services[place];
            var behind = new ChaosKey();
            services.Add(Behind(real, behind));
            services[place] = real.IsKeyedService
                ? new ServiceDescriptor(real.ServiceType, real.ServiceKey, (sp, _) => Stand<TContract>(sp, plan, behind, real.Lifetime), real.Lifetime)
                : new ServiceDescriptor(real.ServiceType, sp => Stand<TContract>(sp, plan, behind, real.Lifetime), real.Lifetime);
        }

        return services;
    }

    // SECURITY: a service of a scope may read its tenant there, where no argument shows it; what one tenant was given is never another's stale answer.
    // What is made for each use may be made outside of any scope, where no tenant can be asked for: it remembers for itself.
    private static TContract Stand<TContract>(IServiceProvider services, ChaosPlan plan, ChaosKey behind, ServiceLifetime lifetime)
        where TContract : class
    {
        TContract target = services.GetRequiredKeyedService<TContract>(behind);
        return lifetime switch
        {
            ServiceLifetime.Singleton => plan.Before(target, behind, null),
            ServiceLifetime.Scoped => plan.Before(target, behind, services.GetService<TenantContext>()),
            _ => plan.Before(target),
        };
    }

    // The container goes on making and ending what is behind, under a key that nobody else has.
    private static ServiceDescriptor Behind(ServiceDescriptor real, object key) => (real.IsKeyedService, real) switch
    {
        (true, { KeyedImplementationInstance: { } instance }) => new ServiceDescriptor(real.ServiceType, key, instance),
        (true, { KeyedImplementationFactory: { } make }) => new ServiceDescriptor(real.ServiceType, key, (sp, _) => make(sp, real.ServiceKey), real.Lifetime),
        (true, _) => new ServiceDescriptor(real.ServiceType, key, real.KeyedImplementationType!, real.Lifetime),
        (false, { ImplementationInstance: { } instance }) => new ServiceDescriptor(real.ServiceType, key, instance),
        (false, { ImplementationFactory: { } make }) => new ServiceDescriptor(real.ServiceType, key, (sp, _) => make(sp), real.Lifetime),
        _ => new ServiceDescriptor(real.ServiceType, key, real.ImplementationType!, real.Lifetime),
    };
}
