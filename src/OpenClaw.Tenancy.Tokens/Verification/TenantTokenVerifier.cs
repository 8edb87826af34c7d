using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>Verifies the tenant tokens of one issuer.</summary>
internal sealed class TenantTokenVerifier : ICredentialVerifier
{
    private readonly TenantIssuer _issuer;
    private readonly TokenKeyRing _ring;
    private readonly TokenSignature _signature;
    private readonly TokenCache _cache;

    internal TenantTokenVerifier(TenantIssuer issuer, TokenIssuerOptions options, TimeProvider time)
    {
        _issuer = issuer;
        _ring = options.Ring!;
        _signature = new TokenSignature(issuer.Name, options.Audience!, _ring, issuer.ClockSkew, time);
        _cache = new TokenCache(options.MaxCachedTokens, options.MaxCachedTokensPerTenant, time);
    }

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        return _cache.TryFind(credential.Text, out CredentialVerification known) ? new ValueTask<CredentialVerification>(known) : VerifyAnewAsync(credential.Text);
    }

    private async ValueTask<CredentialVerification> VerifyAnewAsync(string credential)
    {
        TokenReading reading = TokenReader.Read(credential, _issuer.Name);
        if (!reading.IsWellFormed)
        {
            return reading.Fault is null ? CredentialVerification.NotMine : Refused(reading.Fault);
        }

        string? fault = FaultOf(reading.Header) ?? await _signature.FaultOfAsync(credential).ConfigureAwait(false);
        if (fault is not null)
        {
            return Refused(fault);
        }

        CredentialVerification verification = CredentialVerification.From(_issuer.Accept(ClaimOf(reading.Payload)), reusable: true);
        _cache.Add(credential, verification);
        return verification;
    }

    // SECURITY: the algorithm is the ring's and not the token's; the token only may not contradict it.
    private string? FaultOf(TokenHeader header) =>
        !string.Equals(header.Type, TokenFormat.Type) ? TokenFault.Type
        : !string.Equals(header.Algorithm, _ring.Algorithm) ? TokenFault.Algorithm
        : _ring.Find(header.KeyId) is null ? TokenFault.KeyId
        : null;

    // The issuer's name was compared; tenant, subject, scopes, times and revocation are the door's to judge.
    private TenantClaim ClaimOf(TokenPayload payload) => new()
    {
        Issuer = _issuer.Name,
        Tenant = payload.Tenant!,
        Subject = payload.Subject!,
        Scopes = payload.Scopes,
        IssuedAt = payload.IssuedAt,
        ExpiresAt = payload.ExpiresAt,
        CredentialId = payload.TokenId,
        Generation = payload.Generation,
    };

    private static CredentialVerification Refused(string fault) => CredentialVerification.Refused(DenyReason.TokenInvalid, fault);
}
