using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Files;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Vaults;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds a store of tenants' secrets in their directories to a host's tenancy.</summary>
public static class TenancySecretFilesBuilderExtensions
{
    /// <summary>Keeps sealed secrets and wrapped data keys in the directory of their tenant, below <c>credentials/vault</c>: <see cref="ITenantVault"/>.</summary>
    /// <param name="builder">The host's tenancy, with <c>AddTenantDirectories</c>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>They outlive the process, so the key that wraps the data keys must too. Linux alone. The last call counts.</remarks>
    public static TenancyBuilder AddSecretVaultFiles(this TenancyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<ITenantVault>(static services => new FileTenantVault(
            services.GetService<TenantDirectoryRoots>() ?? throw new TenancyConfigurationException(
                ["AddSecretVaultFiles found no tenant directories, so there is no place for secrets. Call AddTenantDirectories(...)."]),
            services.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
