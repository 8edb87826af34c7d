namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>How often and how many at once each tenant, and each user of it, may ask. Read once at start: later changes throw.</summary>
public sealed class TenantLimitOptions
{
    private readonly Dictionary<TenantId, (RequestRates Tenant, RequestRates? User)> _own = [];
    private bool _frozen;

    /// <summary>The limits of each tenant, of which each has its own share.</summary>
    /// <value>Default: none.</value>
    public RequestRates PerTenant { get; set => field = Free(value); } = new();

    /// <summary>The limits of each user inside a tenant, beside those of the tenant as a whole.</summary>
    /// <value>Default: none.</value>
    public RequestRates PerUser { get; set => field = Free(value); } = new();

    /// <summary>Of how many users of one tenant shares are kept at once. A further user is refused until another one rests.</summary>
    /// <value>Default: 10,000. From 1 to 1,000,000.</value>
    public int MaxUsersPerTenant { get; set => field = Free(value); } = 10_000;

    internal IReadOnlyDictionary<TenantId, (RequestRates Tenant, RequestRates? User)> Own => _own;

    /// <summary>Gives one tenant limits of its own, in the place of the general ones.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="perTenant">Its limits.</param>
    /// <param name="perUser">The limits of each of its users. Default: the general ones.</param>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void For(TenantId tenant, RequestRates perTenant, RequestRates? perUser = null)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(perTenant);
        _own[Free(tenant)] = (perTenant, perUser);
    }

    internal RequestRates TenantRates(TenantId tenant) => _own.TryGetValue(tenant, out (RequestRates Tenant, RequestRates? User) own) ? own.Tenant : PerTenant;

    internal RequestRates UserRates(TenantId tenant) => _own.TryGetValue(tenant, out (RequestRates Tenant, RequestRates? User) own) ? own.User ?? PerUser : PerUser;

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The limits of tenants are fixed when the host starts. Set them in AddTenantLimits, and start the process anew to change them.");
}
