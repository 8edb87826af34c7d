using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class UsageQuotaOptionsValidator : IValidateOptions<UsageQuotaOptions>
{
    public ValidateOptionsResult Validate(string? name, UsageQuotaOptions options)
    {
        string[] errors =
        [
            .. options.PerTenant?.Errors("of PerTenant") ?? ["Set UsageQuotaOptions.PerTenant; 'new QuotaLimits()' limits nothing."],
            .. options.Own.SelectMany(static own => own.Value.Errors($"of {own.Key}")),
        ];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }
}
