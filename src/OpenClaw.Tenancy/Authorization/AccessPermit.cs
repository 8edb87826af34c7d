using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The right to do one thing to one resource or collection of one tenant, earned by a decision.</summary>
/// <remarks>
/// Only <see cref="PolicyEngine.Authorize"/> and <see cref="PolicyEngine.AuthorizeAsync"/> make one. Code that touches
/// tenant data takes it as a parameter and hands it to <see cref="PolicyEngine.Demand"/> at each use. It dies with its
/// claim. Immutable and safe for use by many threads.
/// </remarks>
public sealed class AccessPermit
{
    private readonly PolicyEngine _engine;

    // SECURITY: internal, and called by the engine alone.
    internal AccessPermit(PolicyEngine engine, in AccessRequest request, AccessWay way, TenantId tenant)
    {
        _engine = engine;
        Claim = request.Principal!;
        Action = request.Action!;
        Tenant = tenant;
        ResourceId = request.Resource.Id;
        Way = way;
    }

    /// <summary>The tenant whose data it opens.</summary>
    public TenantId Tenant { get; }

    /// <summary>The tenant that its holder acts for; another one only where <see cref="Way"/> crosses tenants.</summary>
    public TenantId EffectiveTenant => Claim.Tenant;

    /// <summary>The claim by which it was earned.</summary>
    public VerifiedTenantClaim Claim { get; }

    /// <summary>What it allows to do.</summary>
    public AccessAction Action { get; }

    /// <summary>The resource, or null for a whole collection.</summary>
    public string? ResourceId { get; }

    /// <summary>By which way it was earned.</summary>
    public AccessWay Way { get; }

    /// <summary>When it ends; at that moment it is over.</summary>
    public DateTimeOffset ExpiresAt => Claim.ExpiresAt;

    /// <summary>Checks that everything by which the permit was earned is alive, and gives the tenant whose data it opens.</summary>
    /// <returns>The tenant.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit has ended.</exception>
    /// <remarks>For what is held open for a tenant, such as a database context. Whether the permit is for what is about to be done, <see cref="PolicyEngine.Demand"/> says.</remarks>
    public TenantId RequireTenant() => _engine.Demand(this, Action, ResourceId);

    internal bool Covers(PolicyEngine engine, AccessAction action, string? resourceId) =>
        ReferenceEquals(_engine, engine) && ReferenceEquals(Action, action) && string.Equals(ResourceId, resourceId);
}
