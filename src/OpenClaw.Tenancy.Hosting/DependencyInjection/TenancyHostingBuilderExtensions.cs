using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Directory;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds what a long-running host needs to a host's tenancy.</summary>
public static class TenancyHostingBuilderExtensions
{
    /// <summary>Fills the tenant directory from configuration and follows it while the host runs.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="section">
    /// One child for each tenant, named by its id, with the optional settings DisplayName, Status (Provisioning, Active, Suspended, Deleted; default Active), Hosts and Issuers.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// An error in it refuses the start (<see cref="TenancyConfigurationException"/>), all errors at once. Later a section with an
    /// error changes nothing, and a tenant that is no longer named is suspended.
    /// </remarks>
    public static TenancyBuilder AddDirectory(this TenancyBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        var tenants = new DirectorySection(section);
        builder.Services.AddSingleton<IHostedService>(services => new DirectoryFollower(
            tenants, services.GetRequiredService<TenantDirectory>(), services.GetRequiredService<ILogger<DirectoryFollower>>()));
        return builder.AddDirectory(directory => Fill(directory, tenants));
    }

    /// <summary>Follows the tenant directory that several processes share: an <see cref="IDirectoryJournal"/>, and an <see cref="IDirectorySignal"/> where there is one.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets how often it is polled. Default: every 5 seconds, beside the signal.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The whole journal is read before the host listens, else the host does not start (<see cref="TenancyConfigurationException"/>).
    /// When it cannot be read for longer than <see cref="TenancyOptions.MaxSnapshotAge"/>, every decision is refused until it can.
    /// Changes are written through <see cref="DirectoryWriter"/>. With <see cref="TenancyMode.Disabled"/> nothing is read.
    /// Where there is an <see cref="IApiKeyUses"/>, when API keys were last used is kept there every minute.
    /// </remarks>
    public static TenancyBuilder AddSharedDirectory(this TenancyBuilder builder, Action<SharedDirectoryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<SharedDirectoryOptions> options = services.AddOptions<SharedDirectoryOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SharedDirectoryOptions>, SharedDirectoryValidator>());
        services.TryAddSingleton<JournalProgress>();
        services.TryAddSingleton<JournalReading>();
        services.TryAddSingleton<JournalFollower>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JournalFollower>(static s => s.GetRequiredService<JournalFollower>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ApiKeyUseKeeper>());
        services.TryAddSingleton(static s => new DirectoryWriter(
            s.GetRequiredService<IDirectoryJournal>(), s.GetRequiredService<TenantDirectory>(), s.GetRequiredService<JournalFollower>(), s.GetRequiredService<JournalProgress>()));
        services.Replace(ServiceDescriptor.Singleton<IDirectoryWriter>(static s => s.GetRequiredService<DirectoryWriter>()));
        return builder;
    }

    private static void Fill(TenantDirectory directory, DirectorySection section)
    {
        List<TenantRegistration> tenants = section.Read(out List<string> errors);
        section.Named.UnionWith(tenants.Select(static t => t.Id));
        foreach (TenantRegistration tenant in tenants)
        {
            try
            {
                directory.Add(tenant);
            }
            catch (ArgumentException exception)
            {
                errors.Add($"{section.Section.Path}: {exception.Message}");
            }
        }

        if (errors.Count != 0)
        {
            throw new TenancyConfigurationException(errors);
        }
    }
}
