namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The bounds of the caches that are divided by tenant. Read once at start: later changes throw.</summary>
public sealed class TenantCacheOptions
{
    private bool _frozen;

    /// <summary>How many entries the memory cache holds for all tenants together.</summary>
    /// <value>Default: 100,000. From 1 to 10,000,000.</value>
    public int MaxEntries { get; set => field = Free(value); } = 100_000;

    /// <summary>How many entries the memory cache holds for one tenant. At the bound the tenant's own oldest entry goes.</summary>
    /// <value>Default: 1,000. From 1 to <see cref="MaxEntries"/>.</value>
    public int MaxEntriesPerTenant { get; set => field = Free(value); } = 1_000;

    /// <summary>How long an entry of either cache may be asked to live.</summary>
    /// <value>Default: 1 hour. More than zero and at most 30 days.</value>
    public TimeSpan MaxLifetime { get; set => field = Free(value); } = TimeSpan.FromHours(1);

    /// <summary>How many bytes a value of the distributed cache may have.</summary>
    /// <value>Default: 1 MiB. From 1 to 1 GiB.</value>
    public int MaxValueBytes { get; set => field = Free(value); } = 1024 * 1024;

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of the tenant caches are fixed when the host starts. Set them in AddTenantCache, and start the process anew to change them.");
}
