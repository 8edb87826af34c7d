using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Authentication;

/// <summary>Makes a principal of a bearer credential that one of the host's credential verifiers accepts.</summary>
/// <remarks>The principal is for the host's own policies. What <c>UseTenancy</c> goes by is the verified claim, never the principal.</remarks>
internal sealed class TenantAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CredentialReader credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        PresentedClaim presented = await credentials.ReadBearerAsync(Context).ConfigureAwait(false);
        Context.Features.Set(new BearerFeature(presented));
        if (presented.Claim is not { } claim)
        {
            return presented.IsPresent ? AuthenticateResult.Fail("The credential was not accepted.") : AuthenticateResult.NoResult();
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Identity(claim)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        bool refused = Context.Features.Get<BearerFeature>()?.Presented is { IsPresent: true, Claim: null };
        return (refused ? Problem.TokenInvalid : Problem.ClaimMissing).WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problem.PolicyForbid.WriteAsync(Context);

    private ClaimsIdentity Identity(VerifiedTenantClaim claim)
    {
        Claim Make(string type, string value) => new(type, value, ClaimValueTypes.String, claim.Issuer);
        return new ClaimsIdentity(
            [Make("sub", claim.Subject), Make("tenant_id", claim.Tenant.ToString()), .. claim.Scopes.Select(s => Make("scope", s.ToString()))],
            Scheme.Name,
            nameType: "sub",
            roleType: "role");
    }
}
