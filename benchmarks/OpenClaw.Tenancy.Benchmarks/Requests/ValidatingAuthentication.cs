using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>An authentication that validates the same ES256 token on each request, as a bearer handler does.</summary>
internal sealed class ValidatingAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenWorld tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        TokenValidationResult result = await Tokens.ValidateTokenAsync(header["Bearer ".Length..], tokens.PeerParameters);
        if (!result.IsValid)
        {
            return AuthenticateResult.Fail(result.Exception);
        }

        result.ClaimsIdentity.AddClaim(new Claim("scope", "operator.read"));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(result.ClaimsIdentity), Scheme.Name));
    }
}
