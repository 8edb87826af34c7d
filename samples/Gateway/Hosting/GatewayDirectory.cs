using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>Who is a tenant, and whose tokens count: what the gateway and the command that makes tokens have in common.</summary>
internal static class GatewayDirectory
{
    /// <summary>The directory is a journal in the data folder, or in the PostgreSQL database that several gateways share.</summary>
    internal static TenancyBuilder AddGatewayDirectory(this IServiceCollection services, GatewayOptions options, TokenKeyRing ring)
    {
        TenancyBuilder builder = services.AddTenancy(o =>
        {
            o.Mode = options.Pinned is null ? TenancyMode.Shared : TenancyMode.Pinned;
            o.PinnedTenant = options.Pinned;
        });
        builder = options.Postgres is { } postgres
            ? builder.AddPostgreSqlStores(postgres, static o => o.CreateTables = true)
            : builder.AddFileDirectory(Path.Combine(Path.GetFullPath(options.Data), "directory.jsonl"));
        builder.AddSharedDirectory().AddTokenIssuer(DevelopmentWorld.Issuer, o =>
        {
            // For which tenants it may speak stands in the directory, tenant by tenant.
            o.Audience = DevelopmentWorld.Audience;
            o.Ring = ring;
            o.Speaks.AllowPlatform();
        });
        services.TryAddSingleton(options);
        services.AddHostedService<DevelopmentTenants>();
        return builder;
    }
}
