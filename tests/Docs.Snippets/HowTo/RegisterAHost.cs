using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Contexts;

namespace Docs.Snippets.HowTo;

public static class RegisterAHost
{
    public static void Services(WebApplicationBuilder builder)
    {
        // <snippet name="register-services">
        builder.Services.AddAuthentication().AddJwtBearer();
        builder.Services.AddAuthorization();
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddPrincipalIssuer(
                "https://login.example",                 // Claim.Issuer of the principal's claims, exactly
                tenantClaim: "tenant_id",
                roleClaim: "role",
                tenants: ["acme", "globex"],
                configure: o => o.ScopeClaim = "oc_scope")
            .AddDirectory(builder.Configuration.GetSection("Tenants"));
        // </snippet>
    }

    public static void Pipeline(WebApplication app)
    {
        // <snippet name="register-pipeline">
        app.UseAuthentication();
        app.UseTenancy();
        app.UseAuthorization();
        // </snippet>
    }

    public static void Endpoints(WebApplication app)
    {
        // <snippet name="register-endpoints">
        app.MapGet("/runs", (TenantContext tenant) => $"runs of {tenant.Tenant}").RequireTenantScope("operator.read");
        app.MapDelete("/tenants/{id}", (string id) => Results.NoContent()).RequirePlatformScope("operator.admin");
        app.MapGet("/healthz", () => "ok").AllowTenantless("liveness probe");

        RouteGroupBuilder approvals = app.MapGroup("/approvals").RequireTenantScope("operator.approvals");
        approvals.MapGet("/", () => "all").RequireTenantScope("operator.read");    // takes both scopes
        // </snippet>
    }

    public static void Policies(WebApplicationBuilder builder)
    {
        // <snippet name="register-policy">
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("reads", policy => policy.RequireTenantScope("operator.read"));
        // </snippet>
    }
}

// <snippet name="register-controller">
[ApiController]
[Route("things")]
[RequireTenantScope("operator.read")]
public sealed class ThingsController : ControllerBase
{
    [HttpGet("{id}")]
    [OwnedBy<Run>("id")]
    public string Get(string id) => id;
}
// </snippet>
