using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks at start that every list is one that something is held by: all errors at once, each with its fix.</summary>
internal sealed class TenantAllowanceOptionsValidator : IValidateOptions<TenantAllowanceOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantAllowanceOptions options)
    {
        // A list under a mistyped action would hold nobody, and the action itself would be open.
        string[] errors =
        [
            .. options.Entries.Select(static e => e.Action).Distinct(StringComparer.Ordinal).Where(a => !options.Listed.Contains(a)).Select(static action =>
                $"TenantAllowanceOptions.Allow names the action '{action}', which no list restricts. Call TenantAllowanceOptions.Restrict(\"{action}\") as well, or mend the name."),
        ];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }
}
