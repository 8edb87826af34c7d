using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>Has the signature library check a token that is well formed: signature, issuer, audience, type and beginning.</summary>
internal sealed class TokenSignature
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenFormat.MaxLength };
    private readonly TokenValidationParameters _parameters;

    internal TokenSignature(string issuer, string audience, TokenKeyRing ring, TimeSpan clockSkew, TimeProvider time)
    {
        // SECURITY: an empty list of algorithms or types means "any" to the library, so each has exactly one entry; and a
        // token is tried with the one key that it names, never with all of them.
        _parameters = new TokenValidationParameters
        {
            ValidAlgorithms = [ring.Algorithm],
            ValidTypes = [TokenFormat.Type],
            ValidIssuer = issuer,
            ValidateIssuer = true,
            ValidAudience = audience,
            ValidateAudience = true,
            RequireAudience = true,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateLifetime = true,
            ClockSkew = clockSkew,
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, keyId, _) => ring.Find(keyId) is { } key ? [key.Verifier] : [],
            LogValidationExceptions = false,

            // When it ends is the issuer's door to say, which tells "expired" from "invalid".
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is not null && notBefore is { } begin && begin <= (time.GetUtcNow() + clockSkew).UtcDateTime,
        };
    }

    /// <summary>Checks a token.</summary>
    /// <returns>The rule that refuses it, or null.</returns>
    internal async ValueTask<string?> FaultOfAsync(string token)
    {
        try
        {
            TokenValidationResult result = await _handler.ValidateTokenAsync(token, _parameters).ConfigureAwait(false);
            return result.IsValid ? null : Word(result.Exception);
        }
#pragma warning disable CA1031 // Reason: whatever the library could not check is not checked, and that refuses the token.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return TokenFault.Signature;
        }
    }

    private static string Word(Exception? exception) => exception switch
    {
        SecurityTokenInvalidAudienceException => TokenFault.Audience,
        SecurityTokenInvalidLifetimeException => TokenFault.Lifetime,
        _ => TokenFault.Signature,
    };
}
