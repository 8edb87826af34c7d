using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class TenantCacheOptionsValidator(IServiceProviderIsService registered) : IValidateOptions<TenantCacheOptions>
{
    private const int MostEntries = 10_000_000;

    public ValidateOptionsResult Validate(string? name, TenantCacheOptions options)
    {
        string[] errors = [.. Errors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Errors(TenantCacheOptions options)
    {
        if (options.MaxEntries is < 1 or > MostEntries)
        {
            yield return "Set TenantCacheOptions.MaxEntries to 1 or more and at most 10,000,000.";
        }

        if (options.MaxEntriesPerTenant < 1 || options.MaxEntriesPerTenant > options.MaxEntries)
        {
            yield return "Set TenantCacheOptions.MaxEntriesPerTenant to 1 or more and at most MaxEntries.";
        }

        if (options.MaxLifetime <= TimeSpan.Zero || options.MaxLifetime > TimeSpan.FromDays(30))
        {
            yield return "Set TenantCacheOptions.MaxLifetime to more than zero and at most 30 days.";
        }

        if (options.MaxValueBytes is < 1 or > 1024 * 1024 * 1024)
        {
            yield return "Set TenantCacheOptions.MaxValueBytes to 1 or more and at most 1 GiB.";
        }

        if (!registered.IsService(typeof(IMemoryCache)) && !registered.IsService(typeof(IDistributedCache)))
        {
            yield return "AddTenantCache found neither an IMemoryCache nor an IDistributedCache to keep entries in. Call 'services.AddMemoryCache()', register a distributed cache, or both.";
        }
    }
}
