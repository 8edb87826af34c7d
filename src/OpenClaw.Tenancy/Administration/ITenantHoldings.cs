using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Administration;

/// <summary>What a host keeps for its tenants: whether a tenant has any of it, and its removal. Registered once for each kind; safe for use by many threads.</summary>
/// <remarks>
/// Called for a tenant that is to be deleted, with a context of that tenant, in which the stores earn their permits as always.
/// Keys, members, usage and audit records are no holdings.
/// </remarks>
public interface ITenantHoldings
{
    /// <summary>Says whether the tenant has any.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>True when there is at least one thing. An exception is "not known", and nothing is deleted then.</returns>
    ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken);

    /// <summary>Removes all of it, and stops what is going on. Called again after a failure.</summary>
    /// <param name="tenant">The tenant, which lets nobody else in any more.</param>
    /// <param name="cancellationToken">Ends the removal; what is left is removed the next time.</param>
    /// <returns>A task that ends when nothing is left.</returns>
    ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken);
}
