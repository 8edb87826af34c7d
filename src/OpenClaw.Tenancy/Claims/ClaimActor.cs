namespace OpenClaw.Tenancy.Claims;

/// <summary>Who acts for the holder of a credential: the current actor of a delegation (<c>act</c>, RFC 8693). He is named and adds no right; a grant is looked up in the directory.</summary>
/// <remarks>Immutable and safe for use by many threads. Earlier actors are information of the token alone and are not read.</remarks>
public sealed class ClaimActor
{
    /// <summary>The issuer that knows the actor.</summary>
    public required string Issuer { get; init; }

    /// <summary>The actor's id there.</summary>
    public required string Subject { get; init; }

    /// <summary>The tenant that the actor is of, in the issuer's own words. Default: not said. One that is not the claim's own refuses the claim, unless there is a grant: then it is the platform.</summary>
    public string? Tenant { get; init; }

    /// <summary>The break-glass grant by which a platform operator acts in the claim's tenant. Default: none. One that is unknown, over, another's or for another tenant refuses the claim.</summary>
    public string? Grant { get; init; }
}
