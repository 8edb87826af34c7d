using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens.Reading;
using OpenClaw.Tenancy.Tokens.Verification;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>What there is to say of a token: whether it is accepted, why not, and what it says where its key proved that. Never the token.</summary>
/// <remarks>Immutable and safe for use by many threads. Its texts are the issuer's; <see cref="ToString"/> escapes them.</remarks>
public sealed class TokenIntrospection
{
    internal TokenIntrospection(TokenCheck check, bool isSingleUse)
    {
        (IsActive, IsSingleUse, Reason, Detail) = (check.IsAccepted, isSingleUse, check.Reason, check.Detail is { Length: > 0 } detail ? detail : null);
        (KeyId, Issuer) = (check.Key?.KeyId, check.Key is null ? null : check.Query.Issuer);
        if (check.Payload is { } payload)
        {
            (Tenant, Subject, TokenId, Scopes, Actor) = (payload.Tenant, payload.Subject, payload.TokenId, payload.Scopes, payload.Actor);
            (IssuedAt, NotBefore, ExpiresAt, IsBound) = (payload.IssuedAt, payload.NotBefore, payload.ExpiresAt, payload.Certificate is not null);
        }
    }

    /// <summary>Whether it would be accepted now. Whether a single-use token was used before is not asked.</summary>
    public bool IsActive { get; }

    /// <summary>Why it is refused; <see cref="DenyReason.None"/> when it is not.</summary>
    public DenyReason Reason { get; }

    /// <summary>The rule that refuses it, a fixed word, or null.</summary>
    public string? Detail { get; }

    /// <summary>The id of the key that it names, or null where no such key may verify it.</summary>
    public string? KeyId { get; }

    /// <summary>Its issuer, or null where it names no key of one.</summary>
    public string? Issuer { get; }

    /// <summary>The tenant in the issuer's own words, or null where nothing is proved.</summary>
    public string? Tenant { get; }

    /// <summary>The holder, or null where nothing is proved.</summary>
    public string? Subject { get; }

    /// <summary>The scopes as they are written; none where nothing is proved.</summary>
    public IReadOnlyList<string> Scopes { get; } = [];

    /// <summary>Who acts for the holder, or null.</summary>
    public ClaimActor? Actor { get; }

    /// <summary>The token's own id, or null where nothing is proved.</summary>
    public string? TokenId { get; }

    /// <summary>When it was issued, or null where nothing is proved.</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary>When it begins, or null where nothing is proved.</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary>When it ends, or null where nothing is proved.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Whether it is bound to a client certificate.</summary>
    public bool IsBound { get; }

    /// <summary>Whether its issuer's tokens are used up by their first use.</summary>
    public bool IsSingleUse { get; }

    /// <summary>All of it in lines of printable ASCII.</summary>
    /// <returns>The text; the token is not in it.</returns>
    public override string ToString() => IntrospectionText.Write(this);
}
