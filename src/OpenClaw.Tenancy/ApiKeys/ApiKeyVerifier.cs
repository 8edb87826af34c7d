using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.ApiKeys;

/// <summary>Verifies API keys by what the directory holds of them now.</summary>
internal sealed class ApiKeyVerifier(TenantIssuer issuer, TenantDirectory directory, TimeProvider time) : ICredentialVerifier
{
    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        string text = credential.Text;
        return new ValueTask<CredentialVerification>(ApiKeyText.Is(text) ? Verify(text) : CredentialVerification.NotMine);
    }

    private CredentialVerification Verify(string text)
    {
        if (!ApiKeyText.TryRead(text, out Digest256 digest))
        {
            return CredentialVerification.Refused(DenyReason.TokenInvalid, "key_form");
        }

        // SECURITY: a directory that did not hear of a key or of its end does not know that there is none.
        long now = time.GetUtcNow().UtcTicks;
        if (now > directory.FreshUntilTicks)
        {
            return CredentialVerification.Refused(DenyReason.DependencyUnavailable, "directory_stale");
        }

        // SECURITY: what finds a key is its digest, which nobody can choose; the id beside it only has to agree.
        if (!directory.TryFindKey(digest, out ApiKeyEntry? key) || !ApiKeyText.IdOf(text).SequenceEqual(key.Id.ToString()))
        {
            return CredentialVerification.Refused(DenyReason.TokenInvalid, "key_unknown");
        }

        return key.Accepted is AcceptedApiKey accepted && accepted.HoldsAt(now) ? accepted.Verification : Accept(key, now);
    }

    private CredentialVerification Accept(ApiKeyEntry key, long now)
    {
        if (!key.IsUsableAt(now))
        {
            return CredentialVerification.Refused(key.RevokedAt is null ? DenyReason.Expired : DenyReason.Revoked, "key_ended");
        }

        TenantId tenant = key.Tenant.Id;
        bool global = tenant == TenantId.Platform;
        string subject = key.User ?? key.Id.ToString();

        // INVARIANT: the key itself is alive as long as the directory says so. The generation is that of now, so that a
        // revocation which comes before the door has looked is seen by the door.
        long generation = directory.GenerationOf(tenant, issuer.Name, subject);
        ClaimAcceptance acceptance = issuer.Accept(new TenantClaim
        {
            Issuer = issuer.Name,
            Tenant = tenant.ToString(),
            Subject = subject,
            Scopes = [.. key.Scopes.Select(name => global ? name : $"{name}@{tenant}")],
            IssuedAt = new DateTimeOffset(now, TimeSpan.Zero),
            ExpiresAt = Ends(key, now),
            CredentialId = key.Id.ToString(),
            Generation = generation,
        });
        if (!acceptance.IsAccepted)
        {
            return CredentialVerification.From(acceptance, reusable: false);
        }

        // SECURITY: a rotation that came in between has moved the key's end, and ended only the claims that were there before it;
        // and of a key that was revoked and forgotten in between the cell says nothing any more.
        if (acceptance.Claim.ExpiresAt > Ends(key, now) || !key.IsUsableAt(now))
        {
            return Accept(key, now);
        }

        key.Use(now);
        var accepted = new AcceptedApiKey(key, acceptance, time);
        key.Accepted = accepted;
        return accepted.Verification;
    }

    private DateTimeOffset Ends(ApiKeyEntry key, long now)
    {
        DateTimeOffset latest = new DateTimeOffset(now, TimeSpan.Zero) + issuer.MaxLifetime;
        return key.ExpiresAt is { } ends && ends < latest ? ends : latest;
    }
}
