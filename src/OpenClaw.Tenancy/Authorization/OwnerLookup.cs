using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The one way from an id that a caller named to a decision about it.</summary>
public static class OwnerLookup
{
    /// <summary>Decides by the early gates, finds the owner, and decides the rest.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="findOwner">Finds the owner of an id; an exception is a refusal.</param>
    /// <param name="request">The request, without its resource.</param>
    /// <param name="id">The id that the caller named; one outside the grammar of <see cref="ResourceId"/> is refused before the look-up.</param>
    /// <param name="cancellationToken">Ends the look-up and the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was allowed.</exception>
    public static async ValueTask<AccessResult> AuthorizeAsync(
        PolicyEngine engine, Func<string, CancellationToken, ValueTask<TenantId?>> findOwner, AccessRequest request, string? id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(findOwner);
        AccessRequest asked = request.About(ResourceRef.Absent(id));
        DenyReason early = engine.Admit(in asked);
        if (early != DenyReason.None)
        {
            return Refused(early);
        }

        if (!ResourceId.IsWellFormed(id))
        {
            return Refused(engine.Refuse(in asked, DenyReason.InvalidId));
        }

        TenantId? owner;
        try
        {
            owner = await findOwner(id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // SECURITY: an owner that could not be found out is unknown, never absent and never the caller.
            return Refused(engine.Refuse(in asked, DenyReason.DependencyUnavailable));
        }

        AccessRequest found = asked.About(owner is null ? ResourceRef.Absent(id) : ResourceRef.Owned(id, owner));
        return await engine.AuthorizeAsync(found, cancellationToken).ConfigureAwait(false);
    }

    private static AccessResult Refused(DenyReason reason) => new(AccessDecision.Denied(reason), null);
}
