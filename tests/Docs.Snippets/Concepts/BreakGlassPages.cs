using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Tokens;

namespace Docs.Snippets.Concepts;

public static class BreakGlassPages
{
    public static void Register(WebApplicationBuilder builder)
    {
        // <snippet name="break-glass-register">
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTokenIssuer("https://gateway.example", o =>
            {
                o.Audience = "gateway";
                o.Ring = TokenKeyRing.LoadOrCreate("data/keys.json", TokenKeyRing.CreateEs256);
                o.Speaks.ForEveryTenant("the host's own issuer").AllowPlatform();      // operators' tokens, and those of grants
            })
            .AddJsonlLedger("data/audit")                                              // each step and each use is a record before it happens
            .AddSigningKeyFile("keys/signing.pem")                                     // made by the first start, mode 600
            .AddBreakGlass(o => o.MaxDuration = TimeSpan.FromMinutes(30))
            .AddGrantEnds()
            .AddFileDirectory("data/directory.jsonl").AddSharedDirectory()             // grants outlive the process
            .AddAspNetCore();
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="break-glass-map">
        app.UseTenancy();
        app.MapBreakGlass();
        // </snippet>
    }
}
