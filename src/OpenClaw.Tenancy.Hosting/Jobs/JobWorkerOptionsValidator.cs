using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class JobWorkerOptionsValidator : IValidateOptions<JobWorkerOptions>
{
    private const int MostParallel = 1024;

    public ValidateOptionsResult Validate(string? name, JobWorkerOptions options)
    {
        string[] errors = [.. Errors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(JobWorkerOptions options)
    {
        if (options.MaxParallel is < 1 or > MostParallel)
        {
            yield return "Set JobWorkerOptions.MaxParallel to 1 or more and at most 1,024.";
        }

        if (options.MaxParallelPerTenant < 1 || options.MaxParallelPerTenant > options.MaxParallel)
        {
            yield return "Set JobWorkerOptions.MaxParallelPerTenant to 1 or more and at most MaxParallel.";
        }

        if (options.Lease < TimeSpan.FromSeconds(1) || options.Lease > TimeSpan.FromHours(1))
        {
            yield return "Set JobWorkerOptions.Lease to one second or more and at most one hour.";
        }

        if (options.PollInterval <= TimeSpan.Zero || options.PollInterval > TimeSpan.FromMinutes(1))
        {
            yield return "Set JobWorkerOptions.PollInterval to more than zero and at most one minute.";
        }
    }
}
