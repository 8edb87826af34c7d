using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Samples.Gateway.Secrets;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>The tenants' own secrets, and where they may go.</summary>
internal static class GatewaySecrets
{
    private const string KeyFile = "secrets.key";
    private const string Retired = ".retired";

    /// <summary>The vault is in the gateway's database, and the key that wraps the tenants' data keys in the data folder, apart from it.</summary>
    /// <remarks>
    /// The first start makes the key. To change it, the file is moved to the same name with <c>.retired</c> behind it, and the host started anew:
    /// then there is another one, and all data keys are wrapped by it. Hosts that share a database share the file.
    /// </remarks>
    internal static TenancyBuilder AddGatewaySecrets(this TenancyBuilder tenancy, string data, IGatewayDatabase database)
    {
        IServiceCollection services = tenancy.Services;
        string key = Path.Combine(data, KeyFile);
        tenancy.AddSecretVault(database.Configure).AddSecretKeyFile(key).AddTenantSecretReader().AddTenantSecretWriter();
        if (File.Exists(key + Retired))
        {
            tenancy.AddRetiredSecretKeyFile(key + Retired);
            services.AddHostedService<RetiredSecretKey>();
        }

        ServiceDescriptor kept = services.Last(static s => s.ServiceType == typeof(ITenantVault));
        services.Replace(ServiceDescriptor.Singleton<ITenantVault>(s => new TurnTakingVault((ITenantVault)kept.ImplementationFactory!(s), database)));
        services.AddScoped<SecretAnswers>();
        return tenancy;
    }

    /// <summary>The connectors that the gateway has, and the lists of the configuration. Who stands in none may call nobody.</summary>
    internal static TenancyBuilder AddGatewayEgress(this TenancyBuilder tenancy, IConfigurationSection lists) =>
        tenancy.AddTenantEgress(static o => o.Add(ConnectorDefinition.GitHub())).AddTenantEgress(lists);
}
