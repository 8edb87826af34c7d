using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the secrets of tenants to a host's tenancy.</summary>
public static class SecretsTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="ITenantSecretReader"/>, with a vault in memory where no other <see cref="ITenantVault"/> is registered.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the options, which reader and writer share.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Needs a durable ledger and a key: <see cref="AddSecretKeyFile"/>, <see cref="AddSecretKeyEnvironment"/> or <see cref="UseSecretKeyWrapper"/>. Checked when the host starts, all errors at once.</remarks>
    public static TenancyBuilder AddTenantSecretReader(this TenancyBuilder builder, Action<SecretOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        SecretRegistration.AddShared(builder.Services, configure);
        builder.Services.TryAddSingleton(SecretRegistration.MakeReader);
        return builder;
    }

    /// <summary>Adds <see cref="ITenantSecretWriter"/> and <see cref="SecretKeyRewrap"/>, and no reader, with a vault in memory where no other <see cref="ITenantVault"/> is registered.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the options, which reader and writer share.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Needs what <see cref="AddTenantSecretReader"/> needs.</remarks>
    public static TenancyBuilder AddTenantSecretWriter(this TenancyBuilder builder, Action<SecretOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        SecretRegistration.AddShared(builder.Services, configure);
        builder.Services.TryAddSingleton(SecretRegistration.MakeWriter);
        builder.Services.TryAddSingleton(SecretRegistration.MakeRewrap);
        return builder;
    }

    /// <summary>Wraps data keys by the key in a file, which the first start makes: its owner's alone, and to be kept as long as a secret is.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="path">The file: one line of base64 or hexadecimal, at least 32 random bytes, open to nobody but its owner.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A file that is empty, too short, plainly not random, or open to others refuses the start (<see cref="TenancyConfigurationException"/>).</remarks>
    public static TenancyBuilder AddSecretKeyFile(this TenancyBuilder builder, string path) => AddFile(builder, path, isActive: true);

    /// <summary>Unwraps what the key in a file wrapped while it was the active one. The file is never made.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="path">The file.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddRetiredSecretKeyFile(this TenancyBuilder builder, string path) => AddFile(builder, path, isActive: false);

    /// <summary>Wraps data keys by the key in a variable of the environment.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="variable">The variable's name; its value is base64 or hexadecimal, at least 32 random bytes.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A variable that is not set, too short, or plainly not random refuses the start (<see cref="TenancyConfigurationException"/>).</remarks>
    public static TenancyBuilder AddSecretKeyEnvironment(this TenancyBuilder builder, string variable) => AddVariable(builder, variable, isActive: true);

    /// <summary>Unwraps what the key in a variable wrapped while it was the active one.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="variable">The variable's name.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddRetiredSecretKeyEnvironment(this TenancyBuilder builder, string variable) => AddVariable(builder, variable, isActive: false);

    /// <summary>Wraps data keys by a key that dies with the process: for tests and development, with a vault that does too.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddEphemeralSecretKey(this TenancyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        SecretRegistration.AddKey(builder.Services, new KeySource(KeyEncryptionKey.Random, isActive: true, isDurable: false));
        return builder;
    }

    /// <summary>Wraps data keys by a service of the host's own, such as a key service of its cloud.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="create">Makes the wrapper, a singleton.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder UseSecretKeyWrapper(this TenancyBuilder builder, Func<IServiceProvider, ITenantKeyWrapper> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.Replace(ServiceDescriptor.Singleton(create));
        return builder;
    }

    private static TenancyBuilder AddFile(TenancyBuilder builder, string path, bool isActive)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        SecretRegistration.AddKey(builder.Services, new KeySource(() => SecretKeyFile.Open(path, mayMake: isActive), isActive, isDurable: true));
        return builder;
    }

    private static TenancyBuilder AddVariable(TenancyBuilder builder, string variable, bool isActive)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        SecretRegistration.AddKey(builder.Services, new KeySource(() => SecretKeyEnvironment.Open(variable), isActive, isDurable: true));
        return builder;
    }
}
