namespace OpenClaw.Tenancy.Approvals;

/// <summary>An approval as a store keeps it: texts and numbers, of which every one is sealed. It opens nothing.</summary>
/// <remarks>A store gives back what it was given, character for character. Immutable and safe for use by many threads.</remarks>
public sealed record ApprovalRecord
{
    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The approval's id.</summary>
    public required string Id { get; init; }

    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>The issuer that vouches for the requester.</summary>
    public required string RequesterIssuer { get; init; }

    /// <summary>The requester there.</summary>
    public required string RequesterSubject { get; init; }

    /// <summary>The user that the requester was, or null.</summary>
    public string? RequesterUser { get; init; }

    /// <summary>The issuer that knows who acted for the requester, or null.</summary>
    public string? RequesterActorIssuer { get; init; }

    /// <summary>Who acted for the requester, or null.</summary>
    public string? RequesterActor { get; init; }

    /// <summary>The kind of the action.</summary>
    public required string Kind { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Its folder, or null.</summary>
    public string? Cwd { get; init; }

    /// <summary>Its agent, or null.</summary>
    public string? Agent { get; init; }

    /// <summary>Its session, or null.</summary>
    public string? Session { get; init; }

    /// <summary>The digest of the action, in lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether <c>allow-always</c> is on offer.</summary>
    public required bool OffersAlways { get; init; }

    /// <summary>When it was asked for, in UTC ticks.</summary>
    public required long CreatedTicks { get; init; }

    /// <summary>When it ends, in UTC ticks.</summary>
    public required long ExpiresTicks { get; init; }

    /// <summary>The text of its status.</summary>
    public required string Status { get; init; }

    /// <summary>The text of the reason why it is pending no more, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The text of the decision, or null.</summary>
    public string? Decision { get; init; }

    /// <summary>The tenant that the resolver acted for, or null.</summary>
    public string? ResolverTenant { get; init; }

    /// <summary>The issuer that vouches for the resolver, or null.</summary>
    public string? ResolverIssuer { get; init; }

    /// <summary>The resolver there, or null.</summary>
    public string? ResolverSubject { get; init; }

    /// <summary>The id of the resolver's credential, or null.</summary>
    public string? ResolverCredential { get; init; }

    /// <summary>The generation of the resolver when he answered: a revocation since voids what he allowed.</summary>
    public long ResolverGeneration { get; init; }

    /// <summary>When it was answered, in UTC ticks; 0 when it was not.</summary>
    public long ResolvedTicks { get; init; }

    /// <summary>How often it may be used in all.</summary>
    public int Uses { get; init; }

    /// <summary>How often it may still be used.</summary>
    public int UsesLeft { get; init; }

    /// <summary>The approval that took its place, or null.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Grows by one with each change, from 1: what a change is compared by.</summary>
    public required long Version { get; init; }

    /// <summary>The signature over all of the above, in lower-case hexadecimal.</summary>
    public string Seal { get; init; } = string.Empty;

    /// <summary>Says what kind of object this is and nothing of what it holds.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(ApprovalRecord);
}
