using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks the bounds of envelopes at start: all errors at once, each with its fix.</summary>
internal sealed class TenantEnvelopeOptionsValidator : IValidateOptions<TenantEnvelopeOptions>
{
    private const int MostBytes = 16 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, TenantEnvelopeOptions options)
    {
        string[] errors = [.. Errors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(TenantEnvelopeOptions options)
    {
        if (options.MaxLifetime < TimeSpan.FromSeconds(1) || options.MaxLifetime > TimeSpan.FromDays(30))
        {
            yield return "Set TenantEnvelopeOptions.MaxLifetime to one second or more and at most 30 days.";
        }

        if (options.MaxBodyBytes is < 1 or > MostBytes)
        {
            yield return "Set TenantEnvelopeOptions.MaxBodyBytes to 1 or more and at most 16 MiB.";
        }
    }
}
