using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Mints the token of a grant: for the target, held by the operator, who is named as the platform's and with the grant.</summary>
internal sealed class GrantMint(MintingIssuer issuer, Patience patience, TimeProvider time)
{
    /// <summary>The token, or null where it could not be minted.</summary>
    internal async ValueTask<BreakGlassToken?> TryMintAsync(BreakGlassGrant grant, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        DateTimeOffset end = TokenEnd.Of(time.GetUtcNow(), issuer.LongestFor(grant.Target), notAfter);
        string? text = await issuer.TryMintAsync(
            new TenantTokenRequest
            {
                Tenant = grant.Target,
                Subject = grant.Requester.Subject,
                Scopes = [.. grant.Scopes.Select(name => TenantScopedScope.ForTenant(name, grant.Target).ToString())],
                NotAfter = notAfter,
                Actor = new ClaimActor
                {
                    Issuer = grant.Requester.Issuer,
                    Subject = grant.Requester.Subject,
                    Tenant = TenantId.Platform.ToString(),
                    Grant = grant.Id.ToString(),
                },
            },
            patience,
            cancellationToken).ConfigureAwait(false);
        return text is null ? null : new BreakGlassToken(text, end, grant);
    }
}
