using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>An authentication that costs nothing: the ticket is made once.</summary>
internal sealed class FreeAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly Task<AuthenticateResult> Ticket = Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "someone"), new Claim("tenant_id", "acme"), new Claim("scope", "operator.read")], "peer")), "peer")));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Ticket;
}
