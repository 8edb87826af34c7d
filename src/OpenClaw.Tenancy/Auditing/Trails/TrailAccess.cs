namespace OpenClaw.Tenancy.Auditing.Trails;

/// <summary>The right to read one trail, made of a permit by <c>TenantAudit</c>. A store asks it for the tenant before each reading.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class TrailAccess
{
    private readonly Func<TenantId> _demand;

    // SECURITY: internal, so that nobody outside the library reads a trail without a permit.
    internal TrailAccess(Func<TenantId> demand) => _demand = demand;

    /// <summary>The right of whoever holds the store itself, such as a command beside a host that has stopped: nothing is checked. Never for what a request asked for.</summary>
    /// <param name="tenant">Whose trail.</param>
    /// <param name="reason">Why. Whoever calls this records it where something can be recorded.</param>
    /// <returns>The right.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static TrailAccess DangerousForOperator(TenantId tenant, string reason)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new TrailAccess(() => tenant);
    }

    /// <summary>Checks once more that the right is alive, and gives the tenant whose trail it opens.</summary>
    /// <returns>The tenant.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit behind it has ended.</exception>
    public TenantId RequireTenant() => _demand();
}
