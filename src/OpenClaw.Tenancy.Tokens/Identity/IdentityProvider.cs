using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>What one identity provider's tokens must fulfil.</summary>
internal sealed class IdentityProvider(string issuer, IdentityProviderOptions options, ProviderKeys keys, TimeProvider time)
{
    internal async ValueTask<IdentityVerification> VerifyAsync(IdentityToken token, string? nonce, CancellationToken cancellationToken)
    {
        IdentityPayload claims = token.Payload;

        // INVARIANT: all that can be judged without the provider comes first, so that no token that is refused anyway makes this host ask it.
        if (FaultOf(token, nonce) is { } fault)
        {
            return IdentityVerification.Refused(fault is IdentityFault.Expired or IdentityFault.Age ? DenyReason.Expired : DenyReason.TokenInvalid, fault);
        }

        if (!claims.TryReadTenant(options.TenantClaim, out string? tenant))
        {
            return IdentityVerification.Refused(DenyReason.TokenInvalid, IdentityFault.Tenant);
        }

        (TokenKey? key, bool known) = await keys.FindAsync(new TokenKeyQuery(issuer, tenant, token.Header.KeyId), cancellationToken).ConfigureAwait(false);
        if (!known)
        {
            return IdentityVerification.Refused(DenyReason.DependencyUnavailable, IdentityFault.KeySource);
        }

        // SECURITY: the key says what it is for and how long it counts, and the token may not contradict it.
        fault = key is null || !string.Equals(key.KeyId, token.Header.KeyId) || !key.VerifiesAt(time.GetUtcNow()) ? TokenFault.KeyId
            : !string.Equals(key.Algorithm, token.Header.Algorithm) ? TokenFault.Algorithm
            : !IdentitySignature.IsGood(key, token.Signed, token.Signature) ? TokenFault.Signature
            : null;
        return fault is null ? IdentityVerification.Verified(IdentityOf(claims, tenant)) : IdentityVerification.Refused(DenyReason.TokenInvalid, fault);
    }

    private string? FaultOf(IdentityToken token, string? nonce)
    {
        IdentityPayload claims = token.Payload;
        return !options.Algorithms.Contains(token.Header.Algorithm, StringComparer.Ordinal) ? TokenFault.Algorithm
            : !string.Equals(claims.Audience, options.Audience) ? TokenFault.Audience
            : claims.AuthorizedParty is not null && !string.Equals(claims.AuthorizedParty, options.Audience) ? IdentityFault.AuthorizedParty
            : nonce is not null && !string.Equals(claims.Nonce, nonce) ? IdentityFault.Nonce
            : FaultOfTimes(claims, time.GetUtcNow());
    }

    private string? FaultOfTimes(IdentityPayload claims, DateTimeOffset now)
    {
        DateTimeOffset issued = claims.IssuedAt!.Value;
        DateTimeOffset expires = claims.ExpiresAt!.Value;
        return expires <= issued ? TokenFault.Lifetime
            : expires <= now ? IdentityFault.Expired
            : issued - options.ClockSkew > now || claims.NotBefore - options.ClockSkew > now ? TokenFault.Lifetime
            : now - issued > options.MaxAge ? IdentityFault.Age
            : null;
    }

    private ExternalIdentity IdentityOf(IdentityPayload claims, string? tenant) => new()
    {
        Issuer = issuer,
        Subject = claims.Subject!,
        Tenant = tenant,
        IssuedAt = claims.IssuedAt!.Value,
        ExpiresAt = claims.ExpiresAt!.Value,
        ClockSkew = options.ClockSkew,
    };
}
