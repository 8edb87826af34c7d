using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks at start how approvals are kept and bounded: all errors at once, each with its fix.</summary>
internal sealed class ApprovalOptionsValidator(IApprovalStore store, IEnumerable<ITenancySigner> signers) : IValidateOptions<ApprovalOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        string[] errors = [.. SealErrors(), .. TimeErrors(options), .. CountErrors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private IEnumerable<string> SealErrors()
    {
        if (store.IsDurable && !signers.Any())
        {
            yield return "Approvals are kept in a store that outlives the process, and nothing seals them. Register an ITenancySigner whose key outlives it too, such as EcdsaSigner.FromPem(...).";
        }
    }

    private static IEnumerable<string> TimeErrors(ApprovalOptions options)
    {
        if (options.MaxLifetime <= TimeSpan.Zero || options.MaxLifetime > Longest)
        {
            yield return "Set ApprovalOptions.MaxLifetime to more than zero and at most 24 hours.";
        }

        if (options.DefaultLifetime <= TimeSpan.Zero || options.DefaultLifetime > options.MaxLifetime)
        {
            yield return "Set ApprovalOptions.DefaultLifetime to more than zero and at most MaxLifetime.";
        }

        if (options.Retention < TimeSpan.Zero || options.Retention > TimeSpan.FromDays(3660))
        {
            yield return "Set ApprovalOptions.Retention to between zero and ten years.";
        }

        if (options.PollInterval <= TimeSpan.Zero || options.PollInterval > TimeSpan.FromMinutes(1))
        {
            yield return "Set ApprovalOptions.PollInterval to more than zero and at most one minute.";
        }
    }

    private static IEnumerable<string> CountErrors(ApprovalOptions options)
    {
        if (options.MaxUses is <= 0 or > 1_000_000)
        {
            yield return "Set ApprovalOptions.MaxUses to between one and a million: what is allowed always is bounded nevertheless.";
        }

        if (options.MaxPending is <= 0 or > 1_000_000)
        {
            yield return "Set ApprovalOptions.MaxPending to between one and a million.";
        }

        if (options.EventBuffer is <= 0 or > 1_000_000 || options.MaxWatchers is <= 0 or > 1_000_000)
        {
            yield return "Set ApprovalOptions.EventBuffer and ApprovalOptions.MaxWatchers to between one and a million.";
        }
    }
}
