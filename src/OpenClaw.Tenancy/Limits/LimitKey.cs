using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Limits;

/// <summary>Whose share a limiter keeps: that of a tenant, or that of one user in a tenant.</summary>
/// <remarks>
/// Made of an accepted claim alone, so there is none for a tenant that somebody invented. The parts stay apart and are never joined
/// to a text: a tenant and a user of the same name have two keys. The default belongs to nobody. Immutable.
/// </remarks>
public readonly struct LimitKey : IEquatable<LimitKey>
{
    private readonly string? _issuer;
    private readonly string? _subject;

    private LimitKey(TenantId tenant, string? issuer, string? subject) => (Tenant, _issuer, _subject) = (tenant, issuer, subject);

    /// <summary>The tenant; null in the default.</summary>
    public TenantId? Tenant { get; }

    /// <summary>Whether it is one user's share.</summary>
    public bool IsUser => _subject is not null;

    /// <summary>The share of the claim's own tenant. A platform operator uses the platform's, also in another tenant.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>The key.</returns>
    public static LimitKey OfTenant(VerifiedTenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return new LimitKey(claim.Tenant, issuer: null, subject: null);
    }

    /// <summary>The share of the claim's holder in its tenant. A delegate uses its holder's.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>The key.</returns>
    public static LimitKey OfUser(VerifiedTenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return new LimitKey(claim.Tenant, claim.Issuer, claim.Holder);
    }

    /// <inheritdoc />
    public bool Equals(LimitKey other) => Tenant == other.Tenant && string.Equals(_issuer, other._issuer) && string.Equals(_subject, other._subject);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is LimitKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _subject is null ? Tenant?.GetHashCode() ?? 0 : HashCode.Combine(Tenant, _issuer, _subject);

    /// <summary>Whether two keys are of the same share.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other key.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(LimitKey left, LimitKey right) => left.Equals(right);

    /// <summary>Whether two keys are of different shares.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other key.</param>
    /// <returns>True when they are.</returns>
    public static bool operator !=(LimitKey left, LimitKey right) => !left.Equals(right);
}
