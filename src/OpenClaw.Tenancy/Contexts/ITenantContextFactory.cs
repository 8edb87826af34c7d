using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Contexts;

/// <summary>Opens scopes that belong to a tenant.</summary>
/// <remarks>A scoped service: taken from a scope that has a tenant, it opens scopes of that tenant alone.</remarks>
public interface ITenantContextFactory
{
    /// <summary>Runs work in a new scope that belongs to the claim's tenant.</summary>
    /// <typeparam name="TResult">What the work gives back.</typeparam>
    /// <param name="claim">The claim that the work acts by.</param>
    /// <param name="work">The work; its services are dead when it ends.</param>
    /// <param name="cancellationToken">Handed to the work.</param>
    /// <returns>What the work gave back.</returns>
    /// <exception cref="TenantMismatchException">This scope belongs to another tenant, or the claim to another container.</exception>
    /// <exception cref="TenantScopeRequiredException">This scope has ended.</exception>
    Task<TResult> RunAsync<TResult>(VerifiedTenantClaim claim, Func<IServiceProvider, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <summary>Runs work in a new scope that belongs to the claim's tenant, and whose records say what it belongs to.</summary>
    /// <typeparam name="TResult">What the work gives back.</typeparam>
    /// <param name="claim">The claim that the work acts by.</param>
    /// <param name="correlationId">What joins the records of the scope, such as that of the request that asked for the work; or null.</param>
    /// <param name="runId">The run, for the records of the scope, or null. No right comes of it.</param>
    /// <param name="work">The work; its services are dead when it ends.</param>
    /// <param name="cancellationToken">Handed to the work.</param>
    /// <returns>What the work gave back.</returns>
    /// <exception cref="TenantMismatchException">This scope belongs to another tenant, or the claim to another container.</exception>
    /// <exception cref="TenantScopeRequiredException">This scope has ended.</exception>
    Task<TResult> RunAsync<TResult>(
        VerifiedTenantClaim claim, string? correlationId, string? runId, Func<IServiceProvider, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <summary>Gives this scope its tenant, for an adapter that was handed the scope: once, and for good.</summary>
    /// <param name="claim">The claim that the scope acts by.</param>
    /// <param name="permit">The permit that was earned by the claim, or null.</param>
    /// <param name="correlationId">What joins the records of the scope, or null.</param>
    /// <exception cref="TenantMismatchException">The scope has a tenant already, the permit was earned by another claim, or the claim is another container's.</exception>
    void Bind(VerifiedTenantClaim claim, AccessPermit? permit, string? correlationId);

    /// <summary>Gives this scope its tenant and the run that it belongs to, for an adapter that was handed the scope: once, and for good.</summary>
    /// <param name="claim">The claim that the scope acts by.</param>
    /// <param name="permit">The permit that was earned by the claim, or null.</param>
    /// <param name="correlationId">What joins the records of the scope, or null.</param>
    /// <param name="runId">The run, for the records of the scope, or null.</param>
    /// <exception cref="TenantMismatchException">The scope has a tenant already, the permit was earned by another claim, or the claim is another container's.</exception>
    void Bind(VerifiedTenantClaim claim, AccessPermit? permit, string? correlationId, string? runId);

    /// <summary>Hands this scope the permit that its claim has earned since the scope was given its tenant: once.</summary>
    /// <param name="permit">The permit.</param>
    /// <exception cref="TenantMismatchException">The permit was earned by another claim than the scope's, or the scope has one already.</exception>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    void Complete(AccessPermit permit);
}
