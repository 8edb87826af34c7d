using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>Has the signature library check a token that is well formed: signature, issuer, audience, type and beginning.</summary>
internal sealed class TokenSignature
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenFormat.MaxLength };
    private readonly TokenValidationParameters _parameters;

    internal TokenSignature(string issuer, string audience, TimeSpan clockSkew, TimeProvider time)
    {
        // SECURITY: an empty list of algorithms or types means "any" to the library, so each has exactly one entry.
        _parameters = new TokenValidationParameters
        {
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
            LogValidationExceptions = false,

            // When it ends is the issuer's door to say, which tells "expired" from "invalid".
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is not null && notBefore is { } begin && begin <= (time.GetUtcNow() + clockSkew).UtcDateTime,
        };
    }

    /// <summary>Checks a token with the one key that it names, never with others.</summary>
    /// <returns>The rule that refuses it, or null.</returns>
    internal async ValueTask<string?> FaultOfAsync(string token, TokenKey key)
    {
        TokenValidationParameters parameters = _parameters.Clone();
        parameters.ValidAlgorithms = [key.Algorithm];
        parameters.IssuerSigningKeyResolver = (_, _, keyId, _) => string.Equals(keyId, key.KeyId) ? [key.Verifier] : [];
        try
        {
            TokenValidationResult result = await _handler.ValidateTokenAsync(token, parameters).ConfigureAwait(false);
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
