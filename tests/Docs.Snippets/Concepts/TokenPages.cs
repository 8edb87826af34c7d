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

    public static void Rotate()
    {
        // <snippet name="token-rotate">
        TokenKeyRing old = TokenKeyRing.Load("keys.json");
        TokenKeyRing.From([TokenKey.CreateEs256(), .. old.Keys]).Save("keys-2.json");   // the first one signs, each verifies
        // </snippet>
    }
}
