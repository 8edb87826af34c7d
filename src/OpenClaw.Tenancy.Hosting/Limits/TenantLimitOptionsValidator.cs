using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class TenantLimitOptionsValidator : IValidateOptions<TenantLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantLimitOptions options)
    {
        string[] errors =
        [
            .. Errors(options.PerTenant, "of PerTenant"),
            .. Errors(options.PerUser, "of PerUser"),
            .. options.Own.SelectMany(static own => own.Value.Tenant.Errors($"of {own.Key}").Concat(own.Value.User?.Errors($"of the users of {own.Key}") ?? [])),
            .. options.MaxUsersPerTenant is >= 1 and <= 1_000_000 ? Array.Empty<string>() : ["Set TenantLimitOptions.MaxUsersPerTenant to 1 or more and at most 1,000,000."],
        ];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(RequestRates? rates, string where) =>
        rates is null ? [$"Set the limits {where} of TenantLimitOptions; 'new RequestRates()' limits nothing."] : rates.Errors(where);
}
