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
            o.RecordAllowed = options.ControlPlane?.RecordAllowed ?? AllowedRecords.NotRecorded;
        });
        builder = options.Postgres is { } postgres
            ? builder.AddPostgreSqlStores(postgres, static o => o.CreateTables = true)
            : builder.AddFileDirectory(Path.Combine(Path.GetFullPath(options.Data), "directory.jsonl"));
        builder.AddSharedDirectory();
        builder = options.ControlPlane is { } control ? builder.AddControlPlane(control, options.Pinned) : builder.AddDevelopmentIssuer(ring);
        services.TryAddSingleton(options);
        services.AddHostedService<DevelopmentTenants>();
        return builder;
    }

    // For which tenants it may speak stands in the directory, tenant by tenant.
    private static TenancyBuilder AddDevelopmentIssuer(this TenancyBuilder builder, TokenKeyRing ring) => builder.AddTokenIssuer(DevelopmentWorld.Issuer, o =>
    {
        o.Audience = DevelopmentWorld.Audience;
        o.Ring = ring;
        o.Speaks.AllowPlatform();
    });

    // SECURITY: nobody else's credential counts, neither the sample's own tokens nor its API keys: who goes round the control plane is nobody.
    private static TenancyBuilder AddControlPlane(this TenancyBuilder builder, ControlPlaneOptions control, string? pinned)
    {
        if (pinned is null)
        {
            throw new TenancyConfigurationException(["A control plane stands before a gateway of one tenant. Name it with --pinned."]);
        }

        return builder.AddJwks(control.Issuer, o => (o.Address, o.AllowLoopbackHttp) = (control.Jwks, true)).AddTokenVerifier(control.Issuer, o =>
        {
            o.Audience = control.Audience;
            o.Use = TokenUse.SingleUse;
            o.UseKeys(services => services.GetRequiredKeyedService<ITokenKeySource>(control.Issuer));
            o.Speaks.ForTenants(pinned);
        });
    }
}
