using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Usage;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class UsageOptionsValidator : IValidateOptions<UsageOptions>
{
    public ValidateOptionsResult Validate(string? name, UsageOptions options)
    {
        List<string> errors = [];
        if (options.MaxAge < TimeSpan.FromHours(1) || options.MaxAge > TimeSpan.FromDays(31))
        {
            errors.Add("Set UsageOptions.MaxAge to 1 hour or more and at most 31 days.");
        }

        if (options.MaxAhead < TimeSpan.Zero || options.MaxAhead > TimeSpan.FromHours(1))
        {
            errors.Add("Set UsageOptions.MaxAhead to zero or more and at most 1 hour.");
        }

        if (errors.Count != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }
}
