using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Files;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds a durable audit ledger to a host's tenancy.</summary>
public static class JsonlLedgerBuilderExtensions
{
    /// <summary>Writes what happened into a file, a line of JSON for each record: <see cref="IAuditLedger"/>, and <see cref="JsonlAuditLedger"/> to read it.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="folder">The folder of the ledger, made when it is not there. One process writes it at a time.</param>
    /// <param name="configure">Sets how much may wait for the disk. Default: what <see cref="JsonlLedgerOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    /// <remarks>
    /// The file is opened, locked and read once when the host starts. One that another process writes, that is damaged, or that cannot
    /// be written refuses the start (<see cref="TenancyConfigurationException"/>). It is durable and not tamper-evident.
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
        services.TryAddSingleton(Open);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LedgerFlush>());
        return builder.UseLedger(static sp => sp.GetRequiredService<JsonlAuditLedger>());
    }

    private static JsonlAuditLedger Open(IServiceProvider services)
    {
        JsonlLedgerOptions options = services.GetRequiredService<IOptions<JsonlLedgerOptions>>().Value;
        ILogger logger = services.GetService<ILogger<JsonlAuditLedger>>() ?? NullLogger<JsonlAuditLedger>.Instance;
        LedgerFile file = LedgerFile.Open(options.Folder!, services.GetRequiredService<DiskCalls>(), logger);
        var writer = new LedgerWriter(file.Lines, services.GetRequiredService<TimeProvider>(), logger);

        // The directory asks for the ledger when it is made, so the ledger asks for the directory when it is read.
        return new JsonlAuditLedger(file, writer, options, text => LedgerTenants.Find(services.GetRequiredService<TenantDirectory>(), text));
    }
}
