namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>What each tenant may use in a UTC day. Read once at start: later changes throw.</summary>
public sealed class UsageQuotaOptions
{
    private readonly Dictionary<TenantId, QuotaLimits> _own = [];
    private bool _frozen;

    /// <summary>The limits of each tenant that has none of its own.</summary>
    /// <value>Default: none.</value>
    public QuotaLimits PerTenant { get; set => field = Free(value); } = new();

    internal IReadOnlyDictionary<TenantId, QuotaLimits> Own => _own;

    /// <summary>Gives one tenant limits of its own, in the place of the general ones.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="limits">Its limits.</param>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void For(TenantId tenant, QuotaLimits limits)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(limits);
        _own[Free(tenant)] = limits;
    }

    internal QuotaLimits Of(TenantId tenant) => _own.TryGetValue(tenant, out QuotaLimits? own) ? own : PerTenant;

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The quotas of tenants are fixed when the host starts. Set them in AddUsageQuotas, and start the process anew to change them.");
}
