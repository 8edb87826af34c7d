using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks at start what break-glass needs: all errors at once, each with its fix.</summary>
internal sealed class BreakGlassValidator(
    IOptions<BreakGlassOptions> breakGlass, IEnumerable<IssuerRegistration> issuers, IAuditLedger ledger, IServiceProviderIsKeyedService services)
    : IValidateOptions<TenancyOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromTicks(DirectoryLimits.GrantTicks);

    public ValidateOptionsResult Validate(string? name, TenancyOptions options)
    {
        // A host without tenancy crosses nothing, and must start.
        string[] errors = options.Mode == TenancyMode.Disabled ? [] : [.. HostErrors(options), .. IssuerErrors(), .. LimitErrors(breakGlass.Value)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>The issuer that mints: the one that is named, or the first that can.</summary>
    internal static IssuerRegistration? MintOf(BreakGlassOptions options, IEnumerable<IssuerRegistration> issuers, IServiceProviderIsKeyedService services) =>
        issuers.FirstOrDefault(i => (options.Issuer is null || string.Equals(i.Name, options.Issuer)) && services.IsKeyedService(typeof(ITenantTokenIssuer), i.Name));

    private IEnumerable<string> HostErrors(TenancyOptions options)
    {
        if (options.Mode != TenancyMode.Shared)
        {
            yield return "AddBreakGlass opens other tenants, and the mode is not Shared. A deployment that serves one tenant reaches no other: take AddBreakGlass out.";
        }

        if (options.CrossTenantAccess == CrossTenantAccess.Never)
        {
            yield return "AddBreakGlass was called, and TenancyOptions.CrossTenantAccess is Never, so no grant would open anything. Leave it out or set it to BreakGlass, or take AddBreakGlass out.";
        }

        // SECURITY: nobody opens a tenant without a trace of it.
        if (!ledger.IsDurable)
        {
            yield return "AddBreakGlass writes a record before each step and each use, and the audit ledger is not durable, so nothing could be granted. Register a durable ledger with AddJsonlLedger(...) or UseLedger(...).";
        }

        if (!services.IsService(typeof(ITenancySigner)))
        {
            yield return "AddBreakGlass signs what is approved, and the host has no signer. Call AddSigningKeyFile(\"signing.pem\"), or register an ITenancySigner.";
        }
    }

    private IEnumerable<string> IssuerErrors()
    {
        if (MintOf(breakGlass.Value, issuers, services) is not { } mint)
        {
            yield return breakGlass.Value.Issuer is { } issuer
                ? $"AddBreakGlass mints with the issuer '{issuer}', and the host has no such issuer. Call AddTokenIssuer(\"{issuer}\", ...), or leave BreakGlassOptions.Issuer out."
                : "AddBreakGlass hands out tokens, and the host mints none. Call AddTokenIssuer(...).";
        }
        else if (!mint.Options.AllowsPlatform)
        {
            yield return $"AddBreakGlass makes tokens of platform operators, and the issuer '{mint.Name}' may not speak for the platform. Say o.Speaks.AllowPlatform() where it is added, or name another one in BreakGlassOptions.Issuer.";
        }
    }

    private static IEnumerable<string> LimitErrors(BreakGlassOptions options)
    {
        if (options.MaxDuration < TimeSpan.FromSeconds(1) || options.MaxDuration > Longest)
        {
            yield return "Set BreakGlassOptions.MaxDuration to one second or more and at most 24 hours.";
        }

        if (options.PendingLifetime < TimeSpan.FromSeconds(1) || options.PendingLifetime > Longest)
        {
            yield return "Set BreakGlassOptions.PendingLifetime to one second or more and at most 24 hours.";
        }

        if (options.MaxOpenPerRequester is < 1 or > DirectoryLimits.GrantsOfOne)
        {
            yield return "Set BreakGlassOptions.MaxOpenPerRequester to 1 or more and at most 100.";
        }
    }
}
