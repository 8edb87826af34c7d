using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Contexts;

/// <summary>The tenant of the current scope: set once, by the middleware or by <see cref="ITenantContextFactory"/>, and dead when the scope ends.</summary>
/// <remarks>
/// A scoped service. Take it as a parameter; it is not ambient, so nothing of it flows into timers, caches or background threads.
/// </remarks>
public sealed class TenantContext : IDisposable
{
    private readonly IServiceProvider _services;
    private readonly PolicyEngine _engine;
    private readonly TimeProvider _time;
    private VerifiedTenantClaim? _claim;
    private AccessPermit? _permit;
    private int _set;
    private bool _dead;

    internal TenantContext(IServiceProvider services, PolicyEngine engine, TimeProvider time, VerifiedTenantClaim? claim) =>
        (_services, _engine, _time, _claim) = (services, engine, time, claim);

    /// <summary>Whether the scope has a tenant and is still alive.</summary>
    [MemberNotNullWhen(true, nameof(_claim))]
    public bool IsBound => _claim is not null && !_dead;

    /// <summary>Whether the scope has ended: then it has no tenant any more, and never gets one.</summary>
    public bool HasEnded => _dead;

    /// <summary>The claim of whoever acts in this scope.</summary>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public VerifiedTenantClaim Claim => IsBound ? _claim : throw new TenantScopeRequiredException(
        _dead ? "The scope of this tenant context has ended. Do the work inside the scope, or start one with ITenantContextFactory.RunAsync."
            : "This scope has no tenant. In a request call app.UseTenancy(); elsewhere use ITenantContextFactory.RunAsync.");

    /// <summary>The tenant of the scope, for code that is about to touch its data. It is looked at again at each use.</summary>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended; or its claim has ended or was revoked since.</exception>
    public TenantId Tenant => _engine.IsAlive(Claim, _time.GetUtcNow()) ? Claim.Tenant : throw new TenantScopeRequiredException(
        "The claim of this scope has ended or was revoked, so its tenant's data is closed to it. Start again with a claim that lives.");

    /// <summary>The permit that the request earned at its endpoint.</summary>
    /// <exception cref="TenantScopeRequiredException">The scope has no permit: it is no request, or its endpoint takes no scope.</exception>
    public AccessPermit Permit => IsBound && _permit is not null ? _permit : throw new TenantScopeRequiredException(
        "This scope has earned no permit. Put RequireTenantScope on the endpoint, or call AuthorizeAsync.");

    /// <summary>What joins the records of this scope.</summary>
    public string? CorrelationId { get; private set; }

    /// <summary>Asks for access to everything of a kind that this tenant owns.</summary>
    /// <param name="action">What is wanted.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public ValueTask<AccessResult> AuthorizeAsync(AccessAction action, CancellationToken cancellationToken = default) =>
        AuthorizeAsync(action, ResourceRef.Collection(Claim.Tenant), cancellationToken);

    /// <summary>Asks for access to a resource whose owner is known.</summary>
    /// <param name="action">What is wanted.</param>
    /// <param name="resource">The resource with its owner.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public ValueTask<AccessResult> AuthorizeAsync(AccessAction action, ResourceRef resource, CancellationToken cancellationToken = default) =>
        _engine.AuthorizeAsync(Request(action, in resource), cancellationToken);

    /// <summary>Looks up who owns a resource, and asks for access to it.</summary>
    /// <typeparam name="T">The kind of resource; an <see cref="IResourceOwnerSource{T}"/> of it must be registered.</typeparam>
    /// <param name="action">What is wanted.</param>
    /// <param name="id">The id that the caller named.</param>
    /// <param name="cancellationToken">Ends the look-up and the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded, and foreign and absent look alike.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public async ValueTask<AccessResult> AuthorizeAsync<T>(AccessAction action, string id, CancellationToken cancellationToken = default)
    {
        AccessRequest request = Request(action, ResourceRef.Absent(id));
        IResourceOwnerSource<T> source = _services.GetRequiredService<IResourceOwnerSource<T>>();
        return await OwnerLookup.AuthorizeAsync(_engine, source.FindOwnerAsync, request, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the context: from now on it gives nothing.</summary>
    public void Dispose() => _dead = true;

    internal void Bind(VerifiedTenantClaim claim, AccessPermit? permit, string? correlationId)
    {
        // INVARIANT: one tenant in a scope, set once. Without tenancy a scope begins as the host's own, and stays in its tenant.
        if (!_engine.Knows(claim))
        {
            throw new TenantMismatchException("The claim was accepted in another container, so its tenant is none of this one's. Accept it here.");
        }

        if (_dead || (_claim is not null && _claim.Tenant != claim.Tenant) || Interlocked.Exchange(ref _set, 1) != 0)
        {
            throw new TenantMismatchException("A tenant context is set once and then stays: start another scope for another claim.");
        }

        (_claim, _permit, CorrelationId) = (claim, permit, correlationId);
    }

    // An owner is looked up in the scope of the caller's own tenant, and the permit is earned after that.
    internal void Complete(AccessPermit permit)
    {
        if (!ReferenceEquals(permit.Claim, Claim) || Interlocked.CompareExchange(ref _permit, permit, null) is not null)
        {
            throw new TenantMismatchException("A scope takes one permit, and it was earned by the scope's own claim.");
        }
    }

    // What comes out of a scope that has ended opens nothing any more.
    internal void RequireAlive()
    {
        if (_dead)
        {
            throw new TenantScopeRequiredException(
                "The scope of this factory has ended. Start the work inside the scope, or from a scope of its own.");
        }
    }

    private AccessRequest Request(AccessAction action, in ResourceRef resource) =>
        new(Claim, action, in resource, _time.GetUtcNow()) { CorrelationId = CorrelationId };
}
