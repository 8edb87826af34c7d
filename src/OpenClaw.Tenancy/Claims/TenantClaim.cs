namespace OpenClaw.Tenancy.Claims;

/// <summary>What a credential asserts of its holder. It has no authority until <see cref="TenantIssuer.Accept"/> has taken it.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class TenantClaim
{
    /// <summary>Who asserts it: exactly the name of the issuer that will be asked to accept it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The tenant, in the issuer's own words.</summary>
    public required string Tenant { get; init; }

    /// <summary>The holder's id at the issuer. Never an e-mail address or a display name.</summary>
    public required string Subject { get; init; }

    /// <summary>The scopes in their text forms. A bare name is global; <c>name@tenant</c> is the tenant's. Default: none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The roles in the tenant; an unknown one gives nothing. Default: none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>When the credential was issued. Left out, it counts as older than every revocation.</summary>
    public DateTimeOffset IssuedAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When the credential ends; at that moment it is over.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The credential's own id, for a token the <c>jti</c>. Default: none, and then it cannot be revoked alone.</summary>
    public string? CredentialId { get; init; }

    /// <summary>The generation that the credential was minted with, where the issuer knows the directory. Default: none; then <see cref="IssuedAt"/> is held against the last revocation.</summary>
    public long? Generation { get; init; }

    /// <summary>Who acts for the holder. Default: nobody but the holder.</summary>
    public ClaimActor? Actor { get; init; }
}
