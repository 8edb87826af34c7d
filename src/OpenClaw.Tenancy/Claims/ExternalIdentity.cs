namespace OpenClaw.Tenancy.Claims;

/// <summary>Whom an identity provider's token is about. It gives no access: which tenants the person belongs to is the directory's to say.</summary>
/// <remarks>
/// There is no e-mail address, no display name and no role in it, because a provider lets those change and lets two people have
/// the same one. Only <see cref="Issuer"/> with <see cref="Subject"/> says who somebody is. Immutable and safe for use by many threads.
/// </remarks>
public sealed class ExternalIdentity
{
    /// <summary>The provider: exactly the name under which it was added.</summary>
    public required string Issuer { get; init; }

    /// <summary>The person's id at that provider, which the provider never gives to another.</summary>
    public required string Subject { get; init; }

    /// <summary>The tenant in the provider's own words, where a claim for it is configured. Default: none. It is no tenant id, and is mapped per provider.</summary>
    public string? Tenant { get; init; }

    /// <summary>When the token was issued, by the provider's clock. Left out, it counts as older than every revocation.</summary>
    public DateTimeOffset IssuedAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When the token ends; at that moment it is over. What is made from it ends no later.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How far the provider's clock may be off. A revocation up to this long before <see cref="IssuedAt"/> counts for the token too. Default: zero.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>Says what kind of object this is and nothing of the person.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(ExternalIdentity);
}
