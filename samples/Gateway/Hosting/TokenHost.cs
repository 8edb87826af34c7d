using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>A host that knows the directory and mints tokens, and serves nobody. It may run beside a gateway over the same folder.</summary>
internal static class TokenHost
{
    /// <exception cref="TenancyConfigurationException">The environment or the configuration forbids it; the message says how to mend that.</exception>
    internal static async Task<IHost> StartAsync(GatewayOptions options, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            EnvironmentName = options.Environment,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(TokenHost).Assembly.GetName().Name,
        });
        DevelopmentWorld.Require(builder.Environment);
        builder.Logging.ClearProviders();
        builder.Services.AddGatewayDirectory(options, DevelopmentWorld.OpenRing(options.Data));
        IHost host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    internal static ITenantTokenIssuer Mint(this IHost host) => host.Services.GetRequiredService<ITenantTokenIssuer>();
}
