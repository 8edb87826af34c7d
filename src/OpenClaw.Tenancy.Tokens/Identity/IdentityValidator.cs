using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>Checks the identity providers at start: all errors at once, each with its fix.</summary>
internal sealed class IdentityValidator(IEnumerable<IdentityRegistration> registrations, IServiceProviderIsKeyedService services) : IValidateOptions<TenancyOptions>
{
    public ValidateOptionsResult Validate(string? name, TenancyOptions options)
    {
        string[] errors = [.. Errors()];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    // SECURITY: of two registrations under one name the laxer one would decide for both.
    private IEnumerable<string> Errors() => registrations.SelectMany(r => r.Options.Errors(r.Issuer, HasKeys(r.Issuer))).Concat(registrations
        .GroupBy(static r => r.Issuer, StringComparer.Ordinal).Where(static g => g.Count() > 1)
        .Select(static g => $"Identity provider '{g.Key}' is registered {g.Count()} times. Call AddIdentityProvider once for each issuer."));

    private bool HasKeys(string issuer) => services.IsKeyedService(typeof(ITokenKeySource), issuer);
}
