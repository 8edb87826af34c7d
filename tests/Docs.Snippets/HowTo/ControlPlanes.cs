using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Tokens;

namespace Docs.Snippets.HowTo;

public static class ControlPlanes
{
    public static void Register(TenancyBuilder tenancy)
    {
        // <snippet name="control-plane-register">
        tenancy.AddTenants(new TenantRegistration(TenantId.From("acme")) { RuntimeId = "cell-acme" })
            .AddTokenIssuer("https://control.example", o =>
            {
                o.Audience = "no-runtime";                   // none of its tokens is for the control plane itself
                o.RingFile = "data/runtime-keys.json";
                o.Use = TokenUse.SingleUse;
                o.WriteGeneration = false;                   // the runtimes have directories of their own
                o.Speaks.ForEveryTenant("it calls the runtimes of all tenants");
                o.Speaks.MaxLifetime = TimeSpan.FromMinutes(1);
                o.AllowRegisteredRuntimes();                 // each tenant's own, and no other
            })
            .AddRuntimeTokens("https://control.example");
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="control-plane-keys">
        app.MapTenancyKeys("https://control.example");       // /.well-known/jwks.json, for the runtimes
        // </snippet>
    }

    public static void Dispatch(WebApplication app, HttpClient http)
    {
        // <snippet name="control-plane-dispatch">
        app.MapPost("/tenants/{tenant}/runs", async (TenantContext caller, RuntimeTokens tokens, CancellationToken cancellationToken) =>
        {
            AccessResult earned = await caller.AuthorizeAsync(tokens.Issue, cancellationToken);       // a record stands before it
            if (earned.Permit is not { } permit)
            {
                return Problem.For(earned.Decision.Reason).ToResult();
            }

            RuntimeTokenResult token = await tokens.IssueAsync(
                permit,
                new RuntimeTokenRequest { Scopes = [TenantScopedScope.ForTenant("operator.write", permit.Tenant)] },
                cancellationToken);
            return token.IsIssued
                ? Results.Ok(await CallAsync(http, token.RuntimeId, token.Token, cancellationToken))
                : Problem.For(token.Reason).ToResult();
        })
        .RequireTenantScope("operator.read", "dispatch");
        // </snippet>
    }

    public static void DataPlane(WebApplicationBuilder builder)
    {
        // <snippet name="control-plane-runtime">
        const string Control = "https://control.example";
        builder.Services.AddTenancy(o =>
            {
                o.Mode = TenancyMode.Pinned;
                o.PinnedTenant = "acme";
            })
            .AddTenants("acme")
            .AddJwks(Control, o => o.Address = new Uri("https://control.example/.well-known/jwks.json"))
            .AddTokenVerifier(Control, o =>
            {
                o.Audience = "cell-acme";
                o.Use = TokenUse.SingleUse;
                o.UseKeys(services => services.GetRequiredKeyedService<ITokenKeySource>(Control));
                o.Speaks.ForTenants("acme");
            })
            .AddAspNetCore();
        // </snippet>
    }

    private static Task<string> CallAsync(HttpClient http, string runtime, string token, CancellationToken cancellationToken) =>
        http.GetStringAsync(new Uri($"https://{runtime}.example/{token.Length}"), cancellationToken);
}
