using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;

namespace Docs.Snippets.Concepts;

public static class KeyPages
{
    public static void Publish(WebApplication app)
    {
        // <snippet name="keys-publish">
        app.MapTenancyKeys();                                                          // the host's only token issuer
        // </snippet>
    }

    public static void PublishSeveral(WebApplication app)
    {
        // <snippet name="keys-publish-several">
        app.MapTenancyKeys("https://control.example");                                 // under /.well-known/jwks.json
        app.MapTenancyKeys("https://partners.example", "/partners/jwks.json");
        // </snippet>
    }

    public static void Provider(TenancyBuilder builder)
    {
        // <snippet name="keys-provider">
        builder
            .AddJwks("https://login.example", o => o.Address = new Uri("https://login.example/oauth2/keys"))
            .AddIdentityProvider("https://login.example", o =>
            {
                o.Audience = "gateway-client";       // this host's client id there
                o.Algorithms = ["RS256"];            // or ES256, or both
                o.TenantClaim = "tid";               // the provider's own id of the tenant, handed on as text
            });
        // </snippet>
    }

    public static async Task<IResult> Verify(IIdentityVerifier verifier, string token, string nonce, CancellationToken cancellationToken)
    {
        // <snippet name="keys-verify">
        IdentityVerification verification = await verifier.VerifyAsync(token, nonce, cancellationToken);
        if (!verification.IsVerified)
        {
            return verification.Reason == DenyReason.DependencyUnavailable ? Results.StatusCode(503) : Results.Unauthorized();
        }

        (string issuer, string subject) = (verification.Identity.Issuer, verification.Identity.Subject);   // who it is; not yet a member of anything
        // </snippet>
        return Results.Ok($"{issuer} {subject}");
    }
}
