using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.Hosting.Files;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Keeps a host's tenant directory in a file.</summary>
public static class FileDirectoryBuilderExtensions
{
    /// <summary>Keeps the journal of the tenant directory in a file: <see cref="IDirectoryJournal"/>, for one process or several of one machine.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="path">The path of the file, made when it is not there.</param>
    /// <param name="configure">Sets how long an append waits for others. Default: what <see cref="FileDirectoryOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <remarks>
    /// The directory follows it once <c>AddSharedDirectory</c> is called; a file that is damaged or cannot be used then refuses the start
    /// (<see cref="TenancyConfigurationException"/>). Whoever may write the file decides who is a tenant.
    /// </remarks>
    public static TenancyBuilder AddFileDirectory(this TenancyBuilder builder, string path, Action<FileDirectoryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        IServiceCollection services = builder.Services;
        OptionsBuilder<FileDirectoryOptions> options = services.AddOptions<FileDirectoryOptions>().Configure(o => o.Path = path).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FileDirectoryOptions>, FileDirectoryValidator>());
        services.TryAddSingleton(DiskCalls.Real);
        services.Replace(ServiceDescriptor.Singleton<IDirectoryJournal>(static sp => new FileDirectoryJournal(
            sp.GetRequiredService<IOptions<FileDirectoryOptions>>().Value,
            sp.GetRequiredService<DiskCalls>(),
            sp.GetRequiredService<TimeProvider>(),
            sp.GetService<ILogger<FileDirectoryJournal>>() ?? NullLogger<FileDirectoryJournal>.Instance)));
        return builder;
    }
}
