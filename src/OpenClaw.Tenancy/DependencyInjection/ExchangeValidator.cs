using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks at start what tokens are exchanged with: all errors at once, each with its fix.</summary>
internal sealed class ExchangeValidator(
    IEnumerable<ExchangeRegistration> registrations, IEnumerable<IssuerRegistration> issuers, IAuditLedger ledger, IServiceProviderIsKeyedService services)
    : IValidateOptions<TenancyOptions>
{
    public ValidateOptionsResult Validate(string? name, TenancyOptions options)
    {
        // A host without tenancy exchanges nothing, and must start.
        string[] errors = options.Mode == TenancyMode.Disabled ? [] : [.. registrations.SelectMany(Errors), .. Twice()];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(ExchangeRegistration registration)
    {
        TenantIssuerOptions? options = issuers.FirstOrDefault(i => string.Equals(i.Name, registration.Issuer))?.Options;
        if (options is null || !services.IsKeyedService(typeof(ITenantTokenIssuer), registration.Issuer))
        {
            yield return $"{registration.Call} mints with the issuer '{registration.Issuer}', and the host has no such issuer. Call AddTokenIssuer(\"{registration.Issuer}\", ...).";
        }

        // SECURITY: otherwise a subject could be somebody who is no member, and a token would outlive his membership.
        if (registration.OfUsers && options is not null && !(options.NamesUsers && options.MembersOnly))
        {
            yield return $"{registration.Call} makes tokens for users of the directory, and the issuer '{registration.Issuer}' takes other subjects too. Say o.Speaks.SubjectsAreUsers().RequireMembers() where it is added.";
        }

        if (registration.OfUsers && !services.IsService(typeof(IIdentityVerifier)))
        {
            yield return $"{registration.Call} exchanges the tokens of identity providers, and the host believes none. Call AddIdentityProvider(...).";
        }

        if (!ledger.IsDurable)
        {
            yield return $"{registration.Call} writes a record before it hands out a token, and the audit ledger is not durable, so every token would be refused. Register a durable ledger with UseLedger(...).";
        }
    }

    private IEnumerable<string> Twice() => registrations.GroupBy(static r => r.Call, StringComparer.Ordinal).Where(static g => g.Count() > 1)
        .Select(static g => $"{g.Key} was called {g.Count()} times, and mints with one issuer. Call it once.");
}
