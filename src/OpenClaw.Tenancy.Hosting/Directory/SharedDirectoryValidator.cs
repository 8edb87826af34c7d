using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Checks at start how the journal is followed: all errors at once, each with its fix.</summary>
internal sealed class SharedDirectoryValidator(IEnumerable<IDirectoryJournal> journals, IOptions<TenancyOptions> tenancy) : IValidateOptions<SharedDirectoryOptions>
{
    public ValidateOptionsResult Validate(string? name, SharedDirectoryOptions options)
    {
        TimeSpan maxAge = tenancy.Value.MaxSnapshotAge;
        var errors = new List<string>();
        if (!journals.Any())
        {
            errors.Add("The shared directory has no journal. Call AddPostgreSqlStores(...), AddTenancyStores(...) or AddFileDirectory(...), or register an IDirectoryJournal.");
        }

        if (options.PollInterval <= TimeSpan.Zero || options.PollInterval > SharedDirectoryOptions.MaxPollInterval || options.PollInterval > maxAge / 2)
        {
            errors.Add("Set SharedDirectoryOptions.PollInterval to more than zero, at most 5 seconds, and at most half of TenancyOptions.MaxSnapshotAge.");
        }

        if (options.ReadTimeout <= TimeSpan.Zero || options.ReadTimeout > maxAge)
        {
            errors.Add("Set SharedDirectoryOptions.ReadTimeout to more than zero and at most TenancyOptions.MaxSnapshotAge.");
        }

        if (options.PageSize is < 1 or > 10_000)
        {
            errors.Add("Set SharedDirectoryOptions.PageSize to between 1 and 10,000.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
