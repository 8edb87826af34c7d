using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>A token that was accepted, whole, with what came of it and the key that it stands by.</summary>
internal sealed class CachedToken : IRememberedCredential
{
    private readonly TokenKeys _keys;
    private readonly TokenKeyQuery _query;
    private readonly TokenKey _key;
    private readonly CertificateThumbprint? _certificate;

    internal CachedToken(string token, TokenCheck check, TokenKeys keys, VerifiedTenantClaim claim)
    {
        (Token, Claim, _keys, _query, _key, _certificate) = (token, claim, keys, check.Query, check.Key!, check.Payload!.Certificate);

        // A bound token says nothing of the next connection or request; only the verifier sees what that was presented with.
        Verification = _certificate is null ? CredentialVerification.From(check.Acceptance, this) : CredentialVerification.From(check.Acceptance, reusable: false);
    }

    internal string Token { get; }

    internal VerifiedTenantClaim Claim { get; }

    internal CredentialVerification Verification { get; }

    /// <summary>Whether what it was presented with is what it is bound to.</summary>
    internal bool IsPresentedRightly(PresentedCredential credential) => _certificate is null || _certificate.IsOf(credential.Certificate);

    internal ValueTask<bool> VouchedForAsync(CancellationToken cancellationToken) => _keys.VouchesAsync(_query, _key, cancellationToken);

    public bool StillHolds()
    {
        ValueTask<bool> vouched = Claim.StillHolds() ? VouchedForAsync(CancellationToken.None) : new ValueTask<bool>(false);

        // Nobody waits here for a source that must be waited for: the verifier asks it again, and waits.
        return vouched.IsCompletedSuccessfully && vouched.Result;
    }
}
