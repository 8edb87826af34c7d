using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.Vaults;

namespace Gateway.Tests.Faults;

/// <summary>Puts faults before everything that a request of the gateway goes through.</summary>
internal static class FaultyCalls
{
    private static readonly Type[] Parts =
    [
        typeof(ISessionStore), typeof(IRunStore), typeof(IApprovalStore), typeof(IGatewayDatabase), typeof(ITenantHoldings), typeof(IAgentRunner),
        typeof(IResourceOwnerSource<SessionRow>), typeof(IResourceOwnerSource<RunRow>), typeof(IResourceOwnerSource<Approval>),
        typeof(IResourceOwnerSource<TenantRecord>), typeof(IResourceOwnerSource<TenantMember>), typeof(IResourceOwnerSource<ApiKeyEntry>),
        typeof(IResourceOwnerSource<TenantInvitation>), typeof(IResourceOwnerSource<BreakGlassGrant>),
        typeof(IDirectoryJournal), typeof(ITenantTokenIssuer), typeof(ITokenKeyPublication), typeof(ITenancySigner), typeof(IAuditLedger), typeof(IAuditTrailStore),
        typeof(ITenantVault),
    ];

    private static readonly MethodInfo Open = typeof(FaultyCalls).GetMethod(nameof(Stand), BindingFlags.Static | BindingFlags.NonPublic)!;

    internal static void Put(IServiceCollection services, FaultPlan plan)
    {
        PutBefore(services, plan, Parts);
        services.ConfigureDbContext<GatewayDb>(o => o.AddInterceptors(new FaultyCommands(plan), new FaultyTransactions(plan)), ServiceLifetime.Singleton);
    }

    /// <summary>Before the vault of secrets and what wraps its keys, and nothing else.</summary>
    internal static void PutBeforeVault(IServiceCollection services, FaultPlan plan)
    {
        PutBefore(services, plan, [typeof(ITenantVault)]);

        // A wrapper of the host's own, which stands in the place of its key file and is asked as a service elsewhere would be.
        foreach (ServiceDescriptor source in services.Where(static d => d.ServiceType.Name == "KeySource").ToArray())
        {
            services.Remove(source);
        }

        var wrapper = new RememberedKeys();
        services.AddTenancy().UseSecretKeyWrapper(_ => Stand<ITenantKeyWrapper>(wrapper, plan));
    }

    private static void PutBefore(IServiceCollection services, FaultPlan plan, Type[] parts)
    {
        foreach (Type part in parts)
        {
            int[] places = [.. services.Index().Where(s => s.Item.ServiceType == part).Select(static s => s.Index)];
            Assert.NotEmpty(places);
            MethodInfo before = Open.MakeGenericMethod(part);
            foreach (int place in places)
            {
                services[place] = Before(services[place], before, plan);
            }
        }
    }

    private static ServiceDescriptor Before(ServiceDescriptor real, MethodInfo before, FaultPlan plan)
    {
        object Put(object target) => before.Invoke(null, [target, plan])!;
        return real.IsKeyedService
            ? new ServiceDescriptor(real.ServiceType, real.ServiceKey, (p, key) => Put(real.KeyedImplementationFactory!(p, key)), real.Lifetime)
            : new ServiceDescriptor(real.ServiceType, p => Put(Make(real, p)), real.Lifetime);
    }

    private static T Stand<T>(T target, FaultPlan plan)
        where T : class
    {
        T proxy = DispatchProxy.Create<T, Faulty<T>>();
        ((Faulty<T>)(object)proxy).Watch(target, plan);
        return proxy;
    }

    private static object Make(ServiceDescriptor real, IServiceProvider services) =>
        real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, real.ImplementationType!);
}
