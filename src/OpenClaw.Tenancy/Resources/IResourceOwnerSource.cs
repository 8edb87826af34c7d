namespace OpenClaw.Tenancy.Resources;

/// <summary>Says who owns a resource: the one look-up that is made before access is decided.</summary>
/// <typeparam name="T">The kind of resource. It only names the kind.</typeparam>
/// <remarks>
/// SECURITY: it gives back an owner or nothing, never anything of the resource itself. An exception is a refusal
/// (<see cref="DenyReason.DependencyUnavailable"/>). Registered as a singleton or scoped; must be safe for use by many threads.
/// </remarks>
public interface IResourceOwnerSource<T>
{
    /// <summary>Finds the owner of a resource.</summary>
    /// <param name="id">The id, within the grammar of <see cref="ResourceId"/>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The owner, or null when there is no such resource.</returns>
    ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken);
}
