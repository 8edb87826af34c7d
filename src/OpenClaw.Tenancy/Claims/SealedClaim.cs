namespace OpenClaw.Tenancy.Claims;

/// <summary>What an envelope says of the claim that was sealed into it. It has no authority until <see cref="EnvelopeDoor"/> has taken it.</summary>
internal sealed record SealedClaim
{
    /// <summary>The text of the id of the tenant that is reached: of a grant, its target.</summary>
    internal required string Tenant { get; init; }

    /// <summary>The issuer: of a grant, that of its token.</summary>
    internal required string Issuer { get; init; }

    /// <summary>By whose liveness it lives.</summary>
    internal required string Holder { get; init; }

    internal required long HolderGeneration { get; init; }

    /// <summary>The tenant's last renewal: what was sealed before a later one is dead.</summary>
    internal required long Renewal { get; init; }

    /// <summary>Up to which place of the journal a directory must have read to judge it; 0 where there is no journal.</summary>
    internal required long AsOf { get; init; }

    internal required string Subject { get; init; }

    internal required string? Credential { get; init; }

    internal required long IssuedTicks { get; init; }

    internal required ClaimActor? Actor { get; init; }

    /// <summary>The names of the scopes, all on one axis; null is all of a host without tenancy.</summary>
    internal required IReadOnlyList<string>? Scopes { get; init; }
}
