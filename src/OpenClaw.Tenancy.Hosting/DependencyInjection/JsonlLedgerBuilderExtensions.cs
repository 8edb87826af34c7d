using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Hosting.Signing;
using OpenClaw.Tenancy.Signing;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds a durable audit ledger to a host's tenancy.</summary>
public static class JsonlLedgerBuilderExtensions
{
    /// <summary>Writes what happened into files, a line of JSON for each record: <see cref="IAuditLedger"/>, and <see cref="IAuditTrailStore"/> to read it.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="folder">The folder of the ledger, made when it is not there. One process writes it at a time.</param>
    /// <param name="configure">Sets how much may wait for the disk. Default: what <see cref="JsonlLedgerOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    /// <remarks>
    /// The files are opened, locked, read and verified once when the host starts. One that another process writes, that is not as it was
    /// written, or that cannot be written refuses the start (<see cref="TenancyConfigurationException"/>). Checkpoints are signed by the
    /// host's <see cref="ITenancySigner"/>; where it has none, by a key that is made in the folder: better than nothing, and no help
    /// against whoever can read the folder. Name one elsewhere with <c>AddSigningKeyFile</c>.
    /// </remarks>
    public static TenancyBuilder AddJsonlLedger(this TenancyBuilder builder, string folder, Action<JsonlLedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<JsonlLedgerOptions> options = services.AddOptions<JsonlLedgerOptions>().Configure(o => o.Folder = folder).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JsonlLedgerOptions>, JsonlLedgerValidator>());
        services.TryAddSingleton(DiskCalls.Real);
        services.TryAddSingleton<OpenedLedger>();
        services.TryAddSingleton(Open);
        services.TryAddSingleton<ITenancySigner>(static sp => SigningKeyFile.Open(
            Path.Combine(sp.GetRequiredService<IOptions<JsonlLedgerOptions>>().Value.Folder!, LedgerFolder.Key), sp.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LedgerFlush>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HourlyRetention>());
        builder.UseLedger(static sp => sp.GetRequiredService<JsonlAuditLedger>());
        services.AddSingleton(static sp => sp.GetRequiredService<JsonlAuditLedger>().Trails);
        return builder;
    }

    private static JsonlAuditLedger Open(IServiceProvider services)
    {
        JsonlLedgerOptions options = services.GetRequiredService<IOptions<JsonlLedgerOptions>>().Value;
        ILogger logger = services.GetService<ILogger<JsonlAuditLedger>>() ?? NullLogger<JsonlAuditLedger>.Instance;
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        DiskCalls disk = services.GetRequiredService<DiskCalls>();
        LedgerAnchor? anchor = options.AnchorFile is { } path ? new LedgerAnchor(Path.GetFullPath(path), time, logger) : null;
        LedgerFile file = LedgerFile.Open(options.Folder!, () => services.GetRequiredService<ITenancySigner>().Key, anchor, disk, logger);

        // The directory asks for the ledger when it is made, so the ledger asks for the directory when it is read.
        return services.GetRequiredService<OpenedLedger>().Ledger = new JsonlAuditLedger(file, options, new LedgerParts(
            services.GetRequiredService<ITenancySigner>(), disk, anchor, text => TrailTenants.Find(services.GetRequiredService<TenantDirectory>(), text), time, logger));
    }
}
