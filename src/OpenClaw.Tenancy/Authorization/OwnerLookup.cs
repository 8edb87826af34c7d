using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The one way from an id that a caller named to a decision about it.</summary>
public static class OwnerLookup
{
    /// <summary>Decides by the early gates, finds the owner, and decides the rest.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="findOwner">Finds the owner of an id; an exception, or no answer within <see cref="TenancyOptions.DependencyTimeout"/>, is a refusal.</param>
    /// <param name="request">The request, without its resource.</param>
    /// <param name="id">The id that the caller named; one outside the grammar of <see cref="ResourceId"/> is refused before the look-up.</param>
    /// <param name="cancellationToken">Ends the look-up and the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was allowed.</exception>
    public static async ValueTask<AccessResult> AuthorizeAsync(
        PolicyEngine engine, Func<string, CancellationToken, ValueTask<TenantId?>> findOwner, AccessRequest request, string? id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        AccessRequest asked = request.About(ResourceRef.Absent(id));
        DenyReason early = engine.Admit(in asked);
        if (early != DenyReason.None)
        {
            return AccessResult.Refused(early);
        }

        (DenyReason fault, ResourceRef found) = await FindAsync(engine, findOwner, request, id, cancellationToken).ConfigureAwait(false);
        return fault != DenyReason.None
            ? AccessResult.Refused(fault)
            : await engine.AuthorizeAsync(asked.About(found), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the owner of an id for a request that the early gates have let through. It decides nothing.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="findOwner">Finds the owner of an id; an exception, or no answer within <see cref="TenancyOptions.DependencyTimeout"/>, is a refusal.</param>
    /// <param name="request">The request, for the record of a refusal.</param>
    /// <param name="id">The id that the caller named; one outside the grammar of <see cref="ResourceId"/> is refused before the look-up.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>Why nothing was found out, recorded; or <see cref="DenyReason.None"/> and what was found.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public static async ValueTask<(DenyReason Fault, ResourceRef Found)> FindAsync(
        PolicyEngine engine, Func<string, CancellationToken, ValueTask<TenantId?>> findOwner, AccessRequest request, string? id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(findOwner);
        AccessRequest asked = request.About(ResourceRef.Absent(id));
        if (!ResourceId.IsWellFormed(id))
        {
            return (engine.Refuse(in asked, DenyReason.InvalidId), default);
        }

        try
        {
            TenantId? owner = await engine.Patience.WaitForAsync(findOwner(id, cancellationToken), cancellationToken).ConfigureAwait(false);
            return (DenyReason.None, owner is null ? ResourceRef.Absent(id) : ResourceRef.Owned(id, owner));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // SECURITY: an owner that could not be found out is unknown, never absent and never the caller.
            return (engine.Refuse(in asked, DenyReason.DependencyUnavailable), default);
        }
    }
}
