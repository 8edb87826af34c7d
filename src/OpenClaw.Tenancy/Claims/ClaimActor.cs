namespace OpenClaw.Tenancy.Claims;

/// <summary>Who acts for the holder of a credential: the current actor of a delegation (<c>act</c>, RFC 8693). He is named and adds no right.</summary>
/// <remarks>Immutable and safe for use by many threads. Earlier actors are information of the token alone and are not read.</remarks>
public sealed class ClaimActor
{
    /// <summary>The issuer that knows the actor.</summary>
    public required string Issuer { get; init; }

    /// <summary>The actor's id there.</summary>
    public required string Subject { get; init; }

    /// <summary>The tenant that the actor is of, in the issuer's own words. Default: not said. One that is not the claim's own refuses the claim.</summary>
    public string? Tenant { get; init; }

    /// <summary>The grant by which the actor crosses tenants. Default: none. No grant is known in this version, so that one refuses the claim.</summary>
    public string? Grant { get; init; }
}
