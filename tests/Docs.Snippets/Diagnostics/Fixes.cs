using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.Diagnostics;

public static class Fixes
{
    public static void Oct2001(WebApplication app)
    {
        // <snippet name="oct2001">
        app.MapGet("/runs", (TenantContext tenant) => $"runs of {tenant.Tenant}").RequireTenantScope("operator.read");
        app.MapGet("/healthz", () => "ok").AllowTenantless("liveness probe");
        // </snippet>
    }

    public static void Oct2018(WebApplication app)
    {
        // <snippet name="oct2018">
        app.MapGet("/runs/{id}/log", (string id) => id).RequireTenantScope("operator.read").RecordsRun("id");
        // </snippet>
    }

    public static void Oct2704(WebApplication app, TenancyBuilder tenancy)
    {
        // <snippet name="oct2704">
        tenancy.AddUsageQuotas();
        app.MapPost("/ask", () => "...").RequireTenantScope("operator.write").ReservesUsage();
        // </snippet>
    }

    public static void Oct2002(WebApplication app)
    {
        // <snippet name="oct2002">
        app.MapGet("/runs/{id}", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Run>("id");
        // </snippet>
    }

    public static void Oct2003(WebApplication app)
    {
        // <snippet name="oct2003">
        app.MapGroup("/api").RequireTenantScope("operator.read").MapGet("/runs", () => "runs");
        app.MapGet("/api/version", () => "1").AllowTenantless("says nothing of any tenant");
        // </snippet>
    }

    public static void Oct2004(WebApplication app)
    {
        // <snippet name="oct2004">
        app.MapGet("/runs/{id}/events", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Run>("id");
        // </snippet>
    }

    public static void Oct2005(WebApplicationBuilder builder)
    {
        // <snippet name="oct2005">
        builder.Services.AddSingleton<IResourceOwnerSource<Run>, HowTo.RunOwners>();
        // </snippet>
    }

    public static void Oct2006(WebApplication app)
    {
        // <snippet name="oct2006">
        app.UseAuthentication();
        app.UseTenancy();                                        // before every branch that serves endpoints
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/legacy"), branch => branch.UseRateLimiter());
        app.UseAuthorization();
        // </snippet>
    }

    public static void Oct2007(WebApplication app)
    {
        // <snippet name="oct2007">
        app.UseAuthentication();
        app.UseTenancy();
        app.UseAuthorization();
        // </snippet>
    }

    public static void Oct2008(WebApplication app)
    {
        // <snippet name="oct2008">
        app.UseRouting();
        app.UseAuthentication();
        app.UseTenancy();
        app.UseAuthorization();
        // </snippet>
    }

    public static void Oct2009(WebApplication app)
    {
        // <snippet name="oct2009">
        app.MapGet("/runs", () => "runs").RequireTenantScope("operator.read");
        // </snippet>
    }

    public static void Oct2010(WebApplicationBuilder builder)
    {
        // <snippet name="oct2010">
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddAspNetCore();
        // </snippet>
    }
}
