using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks at start where jobs wait and how they are bounded: all errors at once, each with its fix.</summary>
internal sealed class TenantJobOptionsValidator(IServiceProvider services, IEnumerable<ITenancySigner> signers, IEnumerable<JobHandlerRegistration> handlers) : IValidateOptions<TenantJobOptions>
{
    private const int MostJobs = 10_000_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, TenantJobOptions options)
    {
        string[] errors = [.. HostErrors(), .. CountErrors(options), .. TimeErrors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private IEnumerable<string> HostErrors()
    {
        if (services.GetService<ITenantJobStore>() is not { } store)
        {
            yield return "AddTenantJobs was called, and jobs have nowhere to wait. Call AddInProcessJobs(), AddPostgreSqlJobs(...), or register an ITenantJobStore.";
        }
        else if (store.IsDurable && !signers.Any())
        {
            yield return "Jobs wait in a store that outlives the process, and their envelopes would not. Call AddSigningKeyFile(\"signing.pem\"), or register an ITenancySigner whose key outlives it too.";
        }

        foreach (IGrouping<string, JobHandlerRegistration> twice in handlers.GroupBy(static h => h.Kind, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            yield return $"The kind of job '{twice.Key}' has {twice.Count()} handlers. Call AddJobHandler once for each kind.";
        }
    }

    private static IEnumerable<string> CountErrors(TenantJobOptions options)
    {
        if (options.MaxJobs is < 1 or > MostJobs)
        {
            yield return "Set TenantJobOptions.MaxJobs to 1 or more and at most 10,000,000.";
        }

        if (options.MaxJobsPerTenant < 1 || options.MaxJobsPerTenant > options.MaxJobs)
        {
            yield return "Set TenantJobOptions.MaxJobsPerTenant to 1 or more and at most MaxJobs.";
        }

        if (options.MaxAttempts is < 1 or > 1000)
        {
            yield return "Set TenantJobOptions.MaxAttempts to 1 or more and at most 1,000.";
        }
    }

    private static IEnumerable<string> TimeErrors(TenantJobOptions options)
    {
        if (options.MaxRetryDelay <= TimeSpan.Zero || options.MaxRetryDelay > Day)
        {
            yield return "Set TenantJobOptions.MaxRetryDelay to more than zero and at most one day.";
        }

        if (options.FirstRetryDelay <= TimeSpan.Zero || options.FirstRetryDelay > options.MaxRetryDelay)
        {
            yield return "Set TenantJobOptions.FirstRetryDelay to more than zero and at most MaxRetryDelay.";
        }

        if (options.RunTimeout <= TimeSpan.Zero || options.RunTimeout > Day)
        {
            yield return "Set TenantJobOptions.RunTimeout to more than zero and at most one day.";
        }

        if (options.WaitInterval <= TimeSpan.Zero || options.WaitInterval > TimeSpan.FromHours(1))
        {
            yield return "Set TenantJobOptions.WaitInterval to more than zero and at most one hour.";
        }
    }
}
