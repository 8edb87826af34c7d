using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds break-glass: a platform operator reaches one tenant for a while, when another operator agrees.</summary>
public static class BreakGlassTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="BreakGlassGrants"/> and <see cref="GrantCloser"/>, and lets the tokens of grants in.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets for how long and with which issuer. Default: what <see cref="BreakGlassOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Needs the mode Shared, a durable ledger, an <see cref="ITenancySigner"/>, and an issuer of tokens that may speak for the platform.
    /// Checked when the host starts, all errors at once. Without tenancy nothing is let in.
    /// </remarks>
    public static TenancyBuilder AddBreakGlass(this TenancyBuilder builder, Action<BreakGlassOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<BreakGlassOptions> options = services.AddOptions<BreakGlassOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenancyOptions>, BreakGlassValidator>());
        services.TryAddSingleton(static s => new GrantSeal(s.GetRequiredService<ITenancySigner>()));
        services.TryAddSingleton(static s => new GrantTrail(s.GetRequiredService<PolicyEngine>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new GrantCloser(
            s.GetRequiredService<TenantDirectory>(), Writer(s), s.GetRequiredService<GrantTrail>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(Make);
        services.TryAddSingleton<IResourceOwnerSource<BreakGlassGrant>>(static s => new GrantOwnerSource(s.GetRequiredService<TenantDirectory>()));
        return builder;
    }

    private static BreakGlassGrants Make(IServiceProvider services)
    {
        // Checks the options also where no host is started.
        _ = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        PolicyEngine engine = services.GetRequiredService<PolicyEngine>();
        TenantDirectory directory = services.GetRequiredService<TenantDirectory>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        BreakGlassOptions options = services.GetRequiredService<IOptions<BreakGlassOptions>>().Value;
        return new BreakGlassGrants(
            engine,
            directory,
            new GrantWriter(directory, Writer(services), services.GetRequiredService<GrantTrail>()),
            new GrantSigner(services.GetRequiredService<ITenancySigner>(), services.GetRequiredService<GrantSeal>(), engine.Patience),
            new GrantMint(Mint(services, options), engine.Patience, time),
            services.GetRequiredService<GrantCloser>(),
            options,
            time);
    }

    private static MintingIssuer Mint(IServiceProvider services, BreakGlassOptions options)
    {
        IssuerRegistration mint = BreakGlassValidator.MintOf(
            options, services.GetServices<IssuerRegistration>(), services.GetRequiredService<IServiceProviderIsKeyedService>())
            ?? throw new TenancyConfigurationException(["Break-glass mints with no issuer in a host without tenancy. Ask for BreakGlassGrants with the mode Shared alone."]);
        return new MintingIssuer(mint.Name, mint.Options, services.GetRequiredService<TenancyRealm>(), services.GetRequiredKeyedService<ITenantTokenIssuer>(mint.Name));
    }

    private static PatientDirectoryWriter Writer(IServiceProvider services) =>
        new(services.GetRequiredService<IDirectoryWriter>(), services.GetRequiredService<PolicyEngine>().Patience);
}
