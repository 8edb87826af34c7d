using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class EntityLedgerValidator : IValidateOptions<EntityLedgerOptions>
{
    private const int MostWaiting = 1_000_000;

    public ValidateOptionsResult Validate(string? name, EntityLedgerOptions options)
    {
        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(EntityLedgerOptions options)
    {
        if (options.MaxWaiting is < 1 or > MostWaiting)
        {
            yield return "Set EntityLedgerOptions.MaxWaiting to 1 or more and at most 1,000,000.";
        }

        if (options.MaxWaitingPerTrail < 1 || options.MaxWaitingPerTrail > options.MaxWaiting)
        {
            yield return "Set EntityLedgerOptions.MaxWaitingPerTrail to 1 or more and at most MaxWaiting.";
        }

        if (options.CheckpointInterval <= TimeSpan.Zero)
        {
            yield return "Set EntityLedgerOptions.CheckpointInterval to more than zero.";
        }

        if (options.RetainFor <= TimeSpan.Zero)
        {
            yield return "Set EntityLedgerOptions.RetainFor to more than zero, or to null to keep all records.";
        }

        if (options.KeptCheckpoint is not null && !SignedCheckpoint.TryRead(options.KeptCheckpoint, out _))
        {
            yield return "EntityLedgerOptions.KeptCheckpoint is no signed checkpoint. Set it to the whole text of one, with its line ends, or to null.";
        }
    }
}
