using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>Checks a token in order: its form, its key, its signature, what it is bound to, and what it asserts.</summary>
internal sealed class TokenChecks(TenantIssuer issuer, TokenKeys keys, TokenSignature signature)
{
    internal async ValueTask<TokenCheck> RunAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        TokenReading reading = TokenReader.Read(credential.Text, issuer.Name);
        if (!reading.IsWellFormed)
        {
            return reading.Fault is null ? default : TokenCheck.Refused(reading.Fault);
        }

        if (!string.Equals(reading.Header.Type, TokenFormat.Type))
        {
            return TokenCheck.Refused(TokenFault.Type);
        }

        // INVARIANT: the key is asked for with the tenant that the claim will have; a key of one tenant proves nothing of another.
        var query = new TokenKeyQuery(issuer.Name, reading.Payload.Tenant, reading.Header.KeyId);
        (TokenKey? key, string? fault) = (null, null);
        try
        {
            (key, fault) = await keys.FindAsync(query, reading.Header.Algorithm, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: a source that fails has not said that there is no such key; the token is refused as unknown.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return TokenCheck.Unknown(TokenFault.KeySource);
        }

        return key is null ? TokenCheck.Refused(fault!) : (await ProveAsync(credential, reading.Payload, key).ConfigureAwait(false)).With(query, key);
    }

    private async ValueTask<TokenCheck> ProveAsync(PresentedCredential credential, TokenPayload payload, TokenKey key)
    {
        string? fault = await signature.FaultOfAsync(credential.Text, key).ConfigureAwait(false);
        if (fault is not null)
        {
            return TokenCheck.Refused(fault);
        }

        TokenCheck check = payload.Certificate is { } certificate && !certificate.IsOf(credential.Certificate)
            ? TokenCheck.Refused(TokenFault.Confirmation)
            : TokenCheck.Judged(issuer.Accept(ClaimOf(payload)));
        return check.Proved(payload);
    }

    // The issuer's name was compared; tenant, subject, actor, scopes, times and revocation are the door's to judge.
    private TenantClaim ClaimOf(TokenPayload payload) => new()
    {
        Issuer = issuer.Name,
        Tenant = payload.Tenant!,
        Subject = payload.Subject!,
        Scopes = payload.Scopes,
        IssuedAt = payload.IssuedAt,
        ExpiresAt = payload.ExpiresAt,
        CredentialId = payload.TokenId,
        Generation = payload.Generation,
        Actor = payload.Actor,
    };
}
