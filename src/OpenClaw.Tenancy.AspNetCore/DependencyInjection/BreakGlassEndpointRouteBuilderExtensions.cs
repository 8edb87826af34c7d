using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Offers break-glass over HTTP.</summary>
public static class BreakGlassEndpointRouteBuilderExtensions
{
    /// <summary>Maps the routes below <c>/api/v1/break-glass</c>. With <see cref="TenancyMode.Disabled"/> nothing is mapped.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <exception cref="TenancyConfigurationException">Break-glass was not added.</exception>
    public static void MapBreakGlass(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetRequiredService<PolicyEngine>().Mode == TenancyMode.Disabled)
        {
            return;
        }

        BreakGlassGrants grants = services.GetService<BreakGlassGrants>() ?? throw new TenancyConfigurationException([
            "OCT2016: MapBreakGlass was called, and what its routes do is not there. Call services.AddTenancy(...).AddBreakGlass()."]);
        var server = new AdministrationServer(
            services.GetRequiredService<RefusalTrail>(), services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.AspNetCore"));
        new AdministrationRoutes(endpoints, server).Map(grants, new BreakGlassRoutes(grants, services.GetRequiredService<TimeProvider>()));
    }
}
