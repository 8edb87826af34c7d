using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>Puts the sample's own tenants into a directory that does not have them yet. The directory has been read when it starts.</summary>
internal sealed class DevelopmentTenants(TenantDirectory directory, IDirectoryWriter writer, IConfiguration configuration, GatewayOptions options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IConfigurationSection tenant in configuration.GetSection("Tenants").GetChildren())
        {
            if (!directory.TryFind(tenant.Key, out _))
            {
                await AddAsync(tenant, cancellationToken);
            }
        }

        if (options.Pinned is { } pinned && !directory.TryFind(pinned, out _))
        {
            throw new TenancyConfigurationException(["The option '--pinned' takes a tenant of the directory, such as acme."]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Of several processes that start at once one adds the tenant, and the others find it there.
    private Task<DirectoryWrite> AddAsync(IConfigurationSection tenant, CancellationToken cancellationToken) => writer.WriteAsync(
        DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant.Key)) { DisplayName = tenant["DisplayName"], Issuers = [DevelopmentWorld.Issuer] }),
        cancellationToken);
}
