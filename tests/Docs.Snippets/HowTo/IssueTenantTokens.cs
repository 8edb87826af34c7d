using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Tokens;

namespace Docs.Snippets.HowTo;

public static class IssueTenantTokens
{
    public static void Register(WebApplicationBuilder builder)
    {
        // <snippet name="tokens-register">
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTenants("acme", "globex")
            .AddTokenIssuer("https://control.example", o =>
            {
                o.Audience = "gateway-eu-1";
                o.Ring = TokenKeyRing.LoadOrCreate("keys.json", TokenKeyRing.CreateEs256);
                o.Speaks.ForEveryTenant("the host's own issuer");
            })
            .AddAspNetCore();
        // </snippet>
    }

    public static void Exchange(WebApplication app)
    {
        // <snippet name="tokens-exchange">
        app.MapPost("/tokens/read-only", async (TenantContext tenant, ITenantTokenIssuer issuer, CancellationToken cancellationToken) =>
            await issuer.IssueAsync(
                new TenantTokenRequest
                {
                    Tenant = tenant.Tenant,                       // the caller's own, never one from the request
                    Subject = tenant.Claim.Subject,
                    Scopes = [$"operator.read@{tenant.Tenant}"],  // less than the endpoint takes
                    Lifetime = TimeSpan.FromMinutes(1),
                },
                cancellationToken))
            .RequireTenantScope("operator.write", action: "tokens.read_only");
        // </snippet>
    }

    public static void ControlPlane(WebApplicationBuilder builder, IReadOnlyDictionary<TenantId, string> runtimes)
    {
        // <snippet name="tokens-control">
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTenants("acme", "globex")
            .AddTokenIssuer("https://control.example", o =>
            {
                o.Audience = "control-plane";
                o.RingFile = "keys.json";
                o.WriteGeneration = false;                                 // each cell counts for itself
                o.AllowAudiences((tenant, runtime) => runtimes.TryGetValue(tenant, out string? own) && own == runtime);
                o.Speaks.ForEveryTenant("the host's own issuer");
            });
        // </snippet>
    }

    public static void DataPlane(WebApplicationBuilder builder, ITokenKeySource keysOfTheControlPlane)
    {
        // <snippet name="tokens-pinned">
        builder.Services.AddTenancy(o =>
            {
                o.Mode = TenancyMode.Pinned;
                o.PinnedTenant = "acme";
            })
            .AddTenants("acme")
            .AddTokenVerifier("https://control.example", o =>
            {
                o.Audience = "cell-acme";
                o.Use = TokenUse.SingleUse;
                o.UseKeys(keysOfTheControlPlane);
                o.Speaks.ForTenants("acme");
            })
            .AddAspNetCore();
        // </snippet>
    }
}
