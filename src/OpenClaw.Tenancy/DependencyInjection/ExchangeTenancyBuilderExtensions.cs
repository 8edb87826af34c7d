using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the exchange of identity tokens for tenant tokens, and tokens for the runtimes of tenants.</summary>
public static class ExchangeTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="TenantTokenExchange"/> and <see cref="TenantIdentities"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="issuer">The host's own issuer that mints the tokens. Its subjects are users, and members: <c>SubjectsAreUsers().RequireMembers()</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The issuer is empty.</exception>
    /// <remarks>Needs an identity provider and a durable ledger. Checked when the host starts, all errors at once.</remarks>
    public static TenancyBuilder AddTokenExchange(this TenancyBuilder builder, string issuer)
    {
        Register(builder, nameof(AddTokenExchange), issuer, ofUsers: true);
        builder.Services.TryAddSingleton(services =>
        {
            MintingIssuer minting = Minting(services, issuer);
            return new TenantTokenExchange(minting, Gate(services, minting), Trail(services, issuer), services.GetRequiredService<PolicyEngine>());
        });
        builder.Services.TryAddSingleton(services =>
        {
            ExchangeTrail trail = Trail(services, issuer);
            return new TenantIdentities(
                Gate(services, Minting(services, issuer)),
                new IdentityChanges(services.GetRequiredService<IDirectoryWriter>(), trail),
                trail,
                services.GetRequiredService<TenancyRealm>(),
                services.GetRequiredService<PolicyEngine>());
        });
        return builder;
    }

    /// <summary>Adds <see cref="RuntimeTokens"/>, with which a control plane calls the runtimes of its tenants.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="issuer">The host's own issuer that mints the tokens; it must be allowed the runtimes as audiences.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The issuer is empty.</exception>
    /// <remarks>Needs a durable ledger. Checked when the host starts, all errors at once.</remarks>
    public static TenancyBuilder AddRuntimeTokens(this TenancyBuilder builder, string issuer)
    {
        Register(builder, nameof(AddRuntimeTokens), issuer, ofUsers: false);
        builder.Services.TryAddSingleton(services => new RuntimeTokens(Minting(services, issuer), services.GetRequiredService<PolicyEngine>()));
        return builder;
    }

    private static void Register(TenancyBuilder builder, string call, string issuer, bool ofUsers)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer);
        builder.Services.AddSingleton(new ExchangeRegistration(call, issuer, ofUsers));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenancyOptions>, ExchangeValidator>());
    }

    private static MintingIssuer Minting(IServiceProvider services, string issuer)
    {
        // Checks the options also where no host is started.
        _ = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        TenantIssuerOptions options = services.GetServices<IssuerRegistration>().First(i => string.Equals(i.Name, issuer)).Options;
        return new MintingIssuer(issuer, options, services.GetRequiredService<TenancyRealm>(), services.GetRequiredKeyedService<ITenantTokenIssuer>(issuer));
    }

    private static IdentityGate Gate(IServiceProvider services, MintingIssuer issuer) =>
        new(services.GetRequiredService<IIdentityVerifier>(), issuer, services.GetRequiredService<PolicyEngine>().Patience);

    private static ExchangeTrail Trail(IServiceProvider services, string issuer) =>
        new(services.GetRequiredService<PolicyEngine>(), issuer, services.GetRequiredService<TimeProvider>());
}
