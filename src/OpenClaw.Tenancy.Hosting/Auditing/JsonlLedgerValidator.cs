using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class JsonlLedgerValidator : IValidateOptions<JsonlLedgerOptions>
{
    private const int MostWaiting = 1_000_000;
    private const long SmallestFile = 64 << 10;
    private const long LargestFile = 1 << 30;

    public ValidateOptionsResult Validate(string? name, JsonlLedgerOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add("The JSONL ledger has no folder. Give AddJsonlLedger the path of one that this process may write to.");
        }

        if (options.MaxWaiting is < 1 or > MostWaiting)
        {
            errors.Add("Set JsonlLedgerOptions.MaxWaiting to 1 or more and at most 1,000,000.");
        }

        if (options.MaxWaitingPerTrail < 1 || options.MaxWaitingPerTrail > options.MaxWaiting)
        {
            errors.Add("Set JsonlLedgerOptions.MaxWaitingPerTrail to 1 or more and at most MaxWaiting.");
        }

        if (options.MaxFileBytes is < SmallestFile or > LargestFile)
        {
            errors.Add("Set JsonlLedgerOptions.MaxFileBytes to 64 KiB or more and at most 1 GiB.");
        }

        if (options.RetainFor < TimeSpan.FromDays(1))
        {
            errors.Add("Set JsonlLedgerOptions.RetainFor to one day or more, or leave it null to keep every record.");
        }

        if (options.AnchorFile is { } anchor && (string.IsNullOrWhiteSpace(anchor) || anchor.Contains('\0', StringComparison.Ordinal)))
        {
            errors.Add("Set JsonlLedgerOptions.AnchorFile to the path of a file that this process may write to, or leave it null.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
