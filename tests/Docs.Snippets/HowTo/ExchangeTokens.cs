using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Tokens;

namespace Docs.Snippets.HowTo;

public static class ExchangeTokens
{
    public static void Register(WebApplicationBuilder builder)
    {
        // <snippet name="exchange-register">
        const string Login = "https://login.example";
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddFileDirectory("data/directory.jsonl").AddSharedDirectory()     // who belongs where, with which role
            .AddJsonlLedger("data/audit")                                      // each exchange is a record before it is a token
            .AddJwks(Login, o => o.Address = new Uri("https://login.example/keys"))
            .AddIdentityProvider(Login, o => o.Audience = "my-client-id")
            .AddTokenIssuer("https://app.example", o =>
            {
                o.Audience = "app";
                o.Ring = TokenKeyRing.LoadOrCreate("data/keys.json", TokenKeyRing.CreateEs256);
                o.Speaks.ForEveryTenant("the host's own users").SubjectsAreUsers().RequireMembers();
            })
            .AddTokenExchange("https://app.example")
            .AddAspNetCore();
        // </snippet>
    }

    public static void Exchange(WebApplication app)
    {
        // <snippet name="exchange-endpoint">
        app.MapPost("/tokens", async (LoginShown shown, TenantTokenExchange exchange, CancellationToken cancellationToken) =>
        {
            TokenExchangeResult result = await exchange.ExchangeAsync(
                new TokenExchangeRequest
                {
                    Identity = new ShownIdentity { IdentityToken = shown.IdToken },
                    Tenant = shown.Tenant,                     // or null: the only one of the user's
                    Scopes = ["operator.read"],                // or null: all of the role's
                },
                cancellationToken);
            return result.IsIssued ? Results.Ok(result.Token)
                : result.MustNameTenant ? Problem.InvalidRequest.ToResult()
                : Problem.For(result.Reason).ToResult();
        })
        .AllowTenantless("the identity token is the credential, and the exchange verifies it");
        // </snippet>
    }

    public static async Task<IReadOnlyList<OwnTenant>> OwnTenants(TenantIdentities identities, string idToken, CancellationToken cancellationToken)
    {
        // <snippet name="exchange-own">
        TenantIdentityResult mine = await identities.ListAsync(new ShownIdentity { IdentityToken = idToken }, cancellationToken);
        // </snippet>
        return mine.Tenants;
    }

    public static async Task People(TenantIdentities identities, string idToken, string code, string otherIdToken, CancellationToken cancellationToken)
    {
        // <snippet name="exchange-people">
        var shown = new ShownIdentity { IdentityToken = idToken };
        await identities.AcceptAsync(shown, code, cancellationToken);                                          // the code of an invitation
        await identities.LinkAsync(shown, new ShownIdentity { IdentityToken = otherIdToken }, cancellationToken);
        await identities.UnlinkAsync(shown, new LinkedIdentity("https://login.example", "subject-1"), cancellationToken);
        // </snippet>
    }

    public sealed record LoginShown(string IdToken, string? Tenant);
}
