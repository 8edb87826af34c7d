using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Checks at start where keys are read: all errors at once, each with its fix.</summary>
internal sealed class JwksValidator(IEnumerable<JwksRegistration> registrations) : IValidateOptions<TenancyOptions>
{
    public ValidateOptionsResult Validate(string? name, TenancyOptions options)
    {
        string[] errors = [.. Errors()];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors() => registrations.SelectMany(static r => r.Options.Errors(r.Issuer)).Concat(registrations
        .GroupBy(static r => r.Issuer, StringComparer.Ordinal).Where(static g => g.Count() > 1)
        .Select(static g => $"The keys of issuer '{g.Key}' are read from {g.Count()} addresses. Call AddJwks once for each issuer."));
}
