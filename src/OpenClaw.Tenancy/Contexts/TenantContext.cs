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
    private AccessPermit? _crossing;
    private int _lookups;
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
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended; or its claim has ended or was revoked since; or it came by a break-glass grant and has earned no permit here yet.</exception>
    public TenantId Tenant => Claim.Grant is not null ? Crossed()
        : _engine.IsAlive(Claim, _time.GetUtcNow()) ? Claim.Tenant : throw new TenantScopeRequiredException(
            "The claim of this scope has ended or was revoked, so its tenant's data is closed to it. Start again with a claim that lives.");

    /// <summary>The permit that the request earned at its endpoint.</summary>
    /// <exception cref="TenantScopeRequiredException">The scope has no permit: it is no request, or its endpoint takes no scope.</exception>
    public AccessPermit Permit => IsBound && _permit is not null ? _permit : throw new TenantScopeRequiredException(
        "This scope has earned no permit. Put RequireTenantScope on the endpoint, or call AuthorizeAsync.");

    /// <summary>What joins the records of this scope.</summary>
    public string? CorrelationId { get; private set; }

    /// <summary>The run that the scope belongs to, as its caller named it, for records; or null. It opens nothing.</summary>
    public string? RunId { get; private set; }

    /// <summary>Asks for access to everything of a kind that this tenant owns.</summary>
    /// <param name="action">What is wanted.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public ValueTask<AccessResult> AuthorizeAsync(AccessAction action, CancellationToken cancellationToken = default) =>
        AuthorizeAsync(action, ResourceRef.Collection(Claim.ReachedTenant), cancellationToken);

    /// <summary>Asks for access to a resource whose owner is known.</summary>
    /// <param name="action">What is wanted.</param>
    /// <param name="resource">The resource with its owner.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The decision and the permit; a refusal is recorded.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public ValueTask<AccessResult> AuthorizeAsync(AccessAction action, ResourceRef resource, CancellationToken cancellationToken = default) => Claim.Grant is null
        ? _engine.AuthorizeAsync(Request(action, in resource), cancellationToken)
        : CrossAsync(Request(action, in resource), cancellationToken);

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
        return Opened(await OwnerLookup.AuthorizeAsync(
            _engine, (named, token) => LookUpAsync(source.FindOwnerAsync, named, token), request, id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Looks up who owns a resource, for an adapter. A scope that came by a break-glass grant gives its target while that goes on, and for nothing else.</summary>
    /// <param name="findOwner">Finds the owner of an id; it gives an owner or nothing, and no data.</param>
    /// <param name="id">The id that the caller named.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The owner, or null.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public ValueTask<TenantId?> LookUpAsync(Func<string, CancellationToken, ValueTask<TenantId?>> findOwner, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findOwner);
        return Claim.Grant is null ? findOwner(id, cancellationToken) : LookUpByGrantAsync(findOwner, id, cancellationToken);
    }

    /// <summary>Ends the context: from now on it gives nothing.</summary>
    public void Dispose() => _dead = true;

    internal void Bind(VerifiedTenantClaim claim, AccessPermit? permit, string? correlationId, string? runId)
    {
        // INVARIANT: one tenant in a scope, set once. Without tenancy a scope begins as the host's own, and stays in its tenant.
        if (!_engine.Knows(claim))
        {
            throw new TenantMismatchException("The claim was accepted in another container, so its tenant is none of this one's. Accept it here.");
        }

        if (_dead || (_claim is not null && _claim.ReachedTenant != claim.ReachedTenant) || Interlocked.Exchange(ref _set, 1) != 0)
        {
            throw new TenantMismatchException("A tenant context is set once and then stays: start another scope for another claim.");
        }

        (_claim, _permit, _crossing, CorrelationId, RunId) = (claim, permit, permit, correlationId, runId);
    }

    // An owner is looked up in the scope of the caller's own tenant, and the permit is earned after that.
    internal void Complete(AccessPermit permit)
    {
        if (!ReferenceEquals(permit.Claim, Claim) || Interlocked.CompareExchange(ref _permit, permit, null) is not null)
        {
            throw new TenantMismatchException("A scope takes one permit, and it was earned by the scope's own claim.");
        }

        Interlocked.CompareExchange(ref _crossing, permit, null);
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

    // SECURITY: what comes by a grant is recorded before it happens, so the scope has a tenant once a permit was earned and not before.
    private TenantId Crossed()
    {
        if (Volatile.Read(ref _crossing) is { Way: AccessWay.Grant } earned)
        {
            return earned.RequireTenant();
        }

        return Volatile.Read(ref _lookups) != 0 && _engine.IsAlive(Claim, _time.GetUtcNow()) ? Claim.ReachedTenant : throw new TenantScopeRequiredException(
            "The claim of this scope came by a break-glass grant, and each act under it is recorded before it happens. Call AuthorizeAsync first.");
    }

    private async ValueTask<TenantId?> LookUpByGrantAsync(Func<string, CancellationToken, ValueTask<TenantId?>> findOwner, string id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        try
        {
            return await findOwner(id, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _lookups);
        }
    }

    private async ValueTask<AccessResult> CrossAsync(AccessRequest request, CancellationToken cancellationToken) =>
        Opened(await _engine.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false));

    private AccessResult Opened(AccessResult result)
    {
        if (result.Permit is { Way: AccessWay.Grant } earned)
        {
            Interlocked.CompareExchange(ref _crossing, earned, null);
        }

        return result;
    }

    private AccessRequest Request(AccessAction action, in ResourceRef resource) =>
        new(Claim, action, in resource, _time.GetUtcNow()) { CorrelationId = CorrelationId, RunId = RunId };
}
