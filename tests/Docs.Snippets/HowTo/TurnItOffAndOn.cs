using OpenClaw.Tenancy;

namespace Docs.Snippets.HowTo;

public static class TurnItOffAndOn
{
    public static void Register(WebApplicationBuilder builder)
    {
        // <snippet name="mode-from-configuration">
        builder.Services.AddTenancy(o => o.Mode = builder.Configuration.GetValue<TenancyMode>("Tenancy:Mode"))
            .AddPrincipalIssuer("https://login.example", tenantClaim: "tenant_id", roleClaim: "role")
            .AddDirectory(builder.Configuration.GetSection("Tenants"));
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="map-tenant-endpoints">
        app.MapTenantEndpoints("/api/v1/members", members =>
            members.MapGet("/", () => "members").RequireTenantScope("operator.admin"));
        // </snippet>
    }
}
