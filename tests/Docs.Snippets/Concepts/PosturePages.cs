using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Posture;
using OpenClaw.Tenancy.Posture;

namespace Docs.Snippets.Concepts;

public static class PosturePages
{
    public static void Configure(WebApplicationBuilder builder)
    {
        // <snippet name="posture-configure">
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTenancyPosture();
        builder.Services.AddHealthChecks().AddTenancyHealthChecks();
        // </snippet>
    }

    public static void Accept(TenancyBuilder tenancy)
    {
        // <snippet name="posture-accept">
        tenancy.AddTenancyPosture(o => o.Accept(TenancyNoGo.ForeignQuery, "CatalogDb holds nothing of a tenant's"));
        // </snippet>
    }

    public static async Task ShowAsync(TenancyPosture posture, CancellationToken cancellationToken)
    {
        // <snippet name="posture-report">
        TenancyPostureReport report = await posture.LookAsync(cancellationToken);
        Console.WriteLine(report);
        // </snippet>
    }
}
