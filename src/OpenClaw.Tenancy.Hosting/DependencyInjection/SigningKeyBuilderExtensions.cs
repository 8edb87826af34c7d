using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Signing;
using OpenClaw.Tenancy.Signing;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the key by which a host signs checkpoints and grants.</summary>
public static class SigningKeyBuilderExtensions
{
    /// <summary>Signs with a private key over P-256 that is kept in a file: <see cref="ITenancySigner"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="path">The path of the file, one PEM block. Made for its owner alone (mode 0600) when it is not there; processes that share it share the key.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <remarks>
    /// The file is read once, when the host starts. One that cannot be read or made, that other users of the machine may read, or that
    /// holds something else refuses the start (<see cref="TenancyConfigurationException"/>).
    /// </remarks>
    public static TenancyBuilder AddSigningKeyFile(this TenancyBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        builder.Services.Replace(ServiceDescriptor.Singleton<ITenancySigner>(services => SigningKeyFile.Open(path, services.GetRequiredService<TimeProvider>())));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SigningKeyStart>());
        return builder;
    }
}
