using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Samples.Gateway.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>What tenants use, and what limits it.</summary>
public static class GatewayUsage
{
    /// <summary>Usage is kept in the gateway's database.</summary>
    internal static TenancyBuilder AddGatewayUsage(this TenancyBuilder tenancy, IGatewayDatabase database)
    {
        IServiceCollection services = tenancy.Services;
        tenancy.AddUsageStore(database.Configure).AddUsageQuotas();
        ServiceDescriptor kept = services.Last(static s => s.ServiceType == typeof(IUsageStore));
        services.Replace(ServiceDescriptor.Singleton<IUsageStore>(s => new TurnTakingUsage((IUsageStore)kept.ImplementationFactory!(s), database)));
        services.AddScoped<RunUsage>();
        return tenancy;
    }

    /// <summary>Limits and quotas are those of the configuration: without them nothing is limited.</summary>
    public static void AddLimits(this IServiceCollection services, IConfigurationSection limits)
    {
        TenancyBuilder tenancy = services.AddTenancy();
        if (limits.GetSection("Quotas") is var quotas && quotas.Exists())
        {
            tenancy.AddUsageQuotas(o => Read(quotas, (QuotaLimits all) => o.PerTenant = all, o.For));
        }

        if (limits.GetSection("Requests") is var requests && requests.Exists())
        {
            tenancy.AddTenantLimits(o =>
            {
                Read(requests, (RequestRates all) => o.PerTenant = all, (tenant, own) => o.For(tenant, own));
                o.PerUser = Bind<RequestRates>(requests.GetSection("PerUser"));
            });
        }
    }

    private static void Read<T>(IConfigurationSection section, Action<T> all, Action<TenantId, T> own)
        where T : class, new()
    {
        all(Bind<T>(section.GetSection("PerTenant")));
        foreach (IConfigurationSection tenant in section.GetSection("Tenants").GetChildren())
        {
            own(TenantId.From(tenant.Key), Bind<T>(tenant));
        }
    }

    // A limit whose name is not known would limit nothing.
    private static T Bind<T>(IConfigurationSection section)
        where T : class, new()
    {
        try
        {
            return section.Get<T>(static o => o.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException exception)
        {
            throw new TenancyConfigurationException([$"The configuration section '{section.Path}' holds no limits: {exception.Message}"]);
        }
    }
}
