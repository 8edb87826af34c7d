using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens.Verification;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>Says of a token what the host's token issuers make of it. For tools and operators: it uses no token up, and lets nobody in.</summary>
/// <remarks>A singleton, safe for use by many threads.</remarks>
public sealed class TokenIntrospector
{
    private readonly TenantTokenVerifier[] _verifiers;

    internal TokenIntrospector(IEnumerable<ICredentialVerifier> verifiers) => _verifiers = [.. verifiers.OfType<TenantTokenVerifier>()];

    /// <summary>Looks at a token.</summary>
    /// <param name="credential">The token, and what it was presented with.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>What there is to say of it. Nothing of the token's own text is in it that its issuer's key has not proved.</returns>
    public async ValueTask<TokenIntrospection> IntrospectAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        foreach (TenantTokenVerifier verifier in _verifiers)
        {
            TokenCheck check = await verifier.CheckAsync(credential, cancellationToken).ConfigureAwait(false);
            if (check.IsMine)
            {
                return new TokenIntrospection(check, verifier.IsSingleUse);
            }
        }

        return new TokenIntrospection(TokenCheck.Refused(CredentialVerifiers.Unrecognized), isSingleUse: false);
    }
}
