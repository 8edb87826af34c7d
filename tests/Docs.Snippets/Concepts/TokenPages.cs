using System.Security.Cryptography.X509Certificates;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Tokens;

namespace Docs.Snippets.Concepts;

public static class TokenPages
{
    public static void Add(TenancyBuilder builder)
    {
        // <snippet name="token-issuer">
        builder.AddTokenIssuer("https://control.example", o =>
        {
            o.Audience = "gateway-eu-1";                       // the id of this runtime
            o.Ring = TokenKeyRing.LoadOrCreate("keys.json", TokenKeyRing.CreateEs256);
            o.Speaks.ForEveryTenant("the host's own issuer");
        });
        // </snippet>
    }

    public static ValueTask<string> Issue(ITenantTokenIssuer issuer, CancellationToken cancellationToken)
    {
        // <snippet name="token-issue">
        ValueTask<string> token = issuer.IssueAsync(
            new TenantTokenRequest
            {
                Tenant = TenantId.From("acme"),
                Subject = "alice",
                Scopes = ["operator.read@acme", "operator.write@acme"],
                Lifetime = TimeSpan.FromMinutes(2),
            },
            cancellationToken);
        // </snippet>
        return token;
    }

    public static void Follow(TenancyBuilder builder)
    {
        // <snippet name="token-ring-file">
        TokenKeyRing.LoadOrCreate("keys.json", TokenKeyRing.CreateEs256);
        builder.AddTokenIssuer("https://control.example", o =>
        {
            o.Audience = "gateway-eu-1";
            o.RingFile = "keys.json";                          // read again every 5 seconds
            o.Speaks.ForEveryTenant("the host's own issuer");
        });
        // </snippet>
    }

    public static void Rotate(IServiceProvider services)
    {
        // <snippet name="token-rotate">
        TokenKeyRingSource keys = services.GetRequiredKeyedService<TokenKeyRingSource>("https://control.example");
        string old = keys.Current.Active.KeyId;
        keys.Rotate();                                         // a new key signs, the old one verifies until its tokens have ended
        keys.Revoke(old);                                      // or ends them now
        // </snippet>
    }

    public static void Environment(TokenIssuerOptions o)
    {
        // <snippet name="token-environment">
        o.Ring = TokenKeyRing.FromEnvironment("TOKEN_KEY", "TOKEN_KEY_OLD");   // the first one signs
        // </snippet>
    }

    public static void Elsewhere(TenancyBuilder builder, ITokenKeySource keysOfTheControlPlane)
    {
        // <snippet name="token-verifier">
        builder.AddTokenVerifier("https://control.example", o =>
        {
            o.Audience = "cell-acme";
            o.Use = TokenUse.SingleUse;                        // each token is good once
            o.UseKeys(keysOfTheControlPlane);
            o.Speaks.ForTenants("acme");
        });
        // </snippet>
    }

    public static TenantTokenRequest Bind(X509Certificate2 certificateOfTheHolder)
    {
        // <snippet name="token-bind">
        var request = new TenantTokenRequest
        {
            Tenant = TenantId.From("acme"),
            Subject = "alice",
            Certificate = CertificateThumbprint.From(certificateOfTheHolder),     // useless without its private key
            Actor = new ClaimActor { Issuer = "https://agents.example", Subject = "night-shift" },
        };
        // </snippet>
        return request;
    }

    public static async Task Introspect(TokenIntrospector tokens, string token, CancellationToken cancellationToken)
    {
        // <snippet name="token-introspect">
        TokenIntrospection seen = await tokens.IntrospectAsync(new PresentedCredential(token), cancellationToken);
        Console.Write(seen);                                   // active, reason, kid, tenant, scopes, times; never the token
        // </snippet>
    }
}
