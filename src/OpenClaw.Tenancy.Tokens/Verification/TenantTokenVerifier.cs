using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>Verifies the tenant tokens of one issuer.</summary>
internal sealed class TenantTokenVerifier : ICredentialVerifier
{
    private readonly string _name;
    private readonly TokenKeys _keys;
    private readonly TokenChecks _checks;
    private readonly TokenCache _cache;
    private readonly IReplayMemory? _replay;

    /// <summary>Makes the verifier.</summary>
    /// <param name="issuer">The issuer's door.</param>
    /// <param name="options">What is accepted.</param>
    /// <param name="source">Where the keys come from.</param>
    /// <param name="allowSymmetric">Whether a symmetric key may verify: only where this process mints itself.</param>
    /// <param name="replay">What uses tokens up, for an issuer of single-use tokens; null for another.</param>
    /// <param name="time">The clock.</param>
    internal TenantTokenVerifier(
        TenantIssuer issuer, TokenOptions options, ITokenKeySource source, bool allowSymmetric, IReplayMemory? replay, TimeProvider time)
    {
        // SECURITY: without one of these a verifier would accept what was meant for somebody else, so there is none without.
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer.Name);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Audience);
        ArgumentNullException.ThrowIfNull(source);
        _name = issuer.Name;
        _replay = replay;
        _keys = new TokenKeys(source, issuer, allowSymmetric);
        _checks = new TokenChecks(issuer, _keys, new TokenSignature(issuer.Name, options.Audience, issuer.ClockSkew, time));
        _cache = replay is null ? new TokenCache(options.MaxCachedTokens, options.MaxCachedTokensPerTenant, time) : new TokenCache(0, 0, time);
    }

    internal bool IsSingleUse => _replay is not null;

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        if (_cache.Find(credential.Text) is not { } cached || !cached.Claim.StillHolds())
        {
            return VerifyAnewAsync(credential, cancellationToken);
        }

        ValueTask<bool> vouched = cached.VouchedForAsync(cancellationToken);
        if (!vouched.IsCompletedSuccessfully)
        {
            return VerifyWaitingAsync(vouched, cached, credential, cancellationToken);
        }

        return vouched.Result && cached.IsPresentedRightly(credential)
            ? new ValueTask<CredentialVerification>(cached.Verification)
            : VerifyAnewAsync(credential, cancellationToken);
    }

    /// <summary>Checks a token without using it up and without remembering it.</summary>
    internal ValueTask<TokenCheck> CheckAsync(PresentedCredential credential, CancellationToken cancellationToken) => _checks.RunAsync(credential, cancellationToken);

    private async ValueTask<CredentialVerification> VerifyWaitingAsync(
        ValueTask<bool> vouched, CachedToken cached, PresentedCredential credential, CancellationToken cancellationToken) =>
        await vouched.ConfigureAwait(false) && cached.IsPresentedRightly(credential)
            ? cached.Verification
            : await VerifyAnewAsync(credential, cancellationToken).ConfigureAwait(false);

    private async ValueTask<CredentialVerification> VerifyAnewAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        TokenCheck check = await _checks.RunAsync(credential, cancellationToken).ConfigureAwait(false);
        if (!check.IsAccepted)
        {
            return check.Refusal;
        }

        if (_replay is not null)
        {
            return await UseUpAsync(_replay, check, cancellationToken).ConfigureAwait(false);
        }

        var accepted = new CachedToken(credential.Text, check, _keys, check.Acceptance.Claim!);
        _cache.Add(accepted);
        return accepted.Verification;
    }

    // SECURITY: last of all, so that a token that something else refuses is not used up; and before anybody learns that it was accepted.
    private async ValueTask<CredentialVerification> UseUpAsync(IReplayMemory replay, TokenCheck check, CancellationToken cancellationToken)
    {
        VerifiedTenantClaim claim = check.Acceptance.Claim!;
        try
        {
            return await replay.TryConsumeAsync(claim.Tenant, _name, check.Payload!.TokenId!, claim.ExpiresAt, cancellationToken).ConfigureAwait(false)
                ? CredentialVerification.From(check.Acceptance, reusable: false)
                : TokenCheck.Refused(TokenFault.Replayed).Refusal;
        }
#pragma warning disable CA1031 // Reason: whether it was used before is unknown, and unknown is refused.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return TokenCheck.Unknown(TokenFault.ReplayMemory).Refusal;
        }
    }
}
