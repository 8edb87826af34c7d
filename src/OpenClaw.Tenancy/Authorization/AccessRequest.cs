using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Who wants to do what, to what, at which moment. The default carries no claim and is refused.</summary>
/// <remarks>Immutable. Passed by reference where nothing waits.</remarks>
public readonly struct AccessRequest
{
    private readonly DenyReason _claimFault;
    private readonly long _nowTicks;

    /// <summary>A request with a verified claim.</summary>
    /// <param name="principal">The claim.</param>
    /// <param name="action">What is wanted.</param>
    /// <param name="resource">What it is wanted of.</param>
    /// <param name="now">The moment, read once for the whole request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="principal"/> or <paramref name="action"/> is null.</exception>
    public AccessRequest(VerifiedTenantClaim principal, AccessAction action, in ResourceRef resource, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(action);
        Principal = principal;
        Action = action;
        Resource = resource;
        _nowTicks = now.UtcTicks;
        _claimFault = DenyReason.None;
    }

    private AccessRequest(AccessAction action, in ResourceRef resource, long nowTicks, DenyReason claimFault, string? detail) =>
        (Action, Resource, _nowTicks, _claimFault, Detail) = (action, resource, nowTicks, claimFault, detail);

    /// <summary>The verified claim, or null when there is none.</summary>
    public VerifiedTenantClaim? Principal { get; private init; }

    /// <summary>What is wanted; null only in the default.</summary>
    public AccessAction? Action { get; private init; }

    /// <summary>What it is wanted of.</summary>
    public ResourceRef Resource { get; private init; }

    /// <summary>What the request's selectors say. Default: nothing.</summary>
    public TenantSelection Selection { get; init; }

    /// <summary>What joins the records of one request. Default: minted when a record is made, also for an empty one.</summary>
    public string? CorrelationId { get; init => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>The run that it belongs to, for the records. Default: none.</summary>
    public string? RunId { get; init; }

    /// <summary>The moment of the request.</summary>
    public DateTimeOffset Now => new(_nowTicks, TimeSpan.Zero);

    internal long NowTicks => _nowTicks;

    internal string? Detail { get; }

    /// <summary>Why there is no claim; only <see cref="DenyReason.None"/> when there is one.</summary>
    internal DenyReason ClaimFault => Principal is not null ? _claimFault : _claimFault is DenyReason.None or DenyReason.Unspecified ? DenyReason.ClaimMissing : _claimFault;

    /// <summary>A request without a verified claim, which is refused and so audited.</summary>
    /// <param name="action">What is wanted.</param>
    /// <param name="now">The moment.</param>
    /// <param name="fault">Why there is no claim.</param>
    /// <param name="detail">The rule that refused the credential: a fixed word, or null.</param>
    /// <returns>The request.</returns>
    public static AccessRequest WithoutClaim(AccessAction action, DateTimeOffset now, DenyReason fault, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new AccessRequest(action, default, now.UtcTicks, fault, detail);
    }

    /// <summary>The same request about another resource.</summary>
    /// <param name="resource">What was found.</param>
    /// <returns>The request.</returns>
    public AccessRequest About(in ResourceRef resource) => this with { Resource = resource };

    /// <summary>The same request for another action.</summary>
    /// <param name="action">What is wanted.</param>
    /// <returns>The request.</returns>
    public AccessRequest For(AccessAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return this with { Action = action };
    }
}
