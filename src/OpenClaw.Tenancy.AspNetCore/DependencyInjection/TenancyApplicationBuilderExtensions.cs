using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore;
using OpenClaw.Tenancy.AspNetCore.Startup;
using OpenClaw.Tenancy.Authorization;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Puts tenancy into the pipeline.</summary>
public static class TenancyApplicationBuilderExtensions
{
    /// <summary>Enforces the tenant boundary from here on. Call it once, after routing and authentication and before authorization.</summary>
    /// <param name="app">The pipeline of the host.</param>
    /// <returns>The pipeline. With <see cref="TenancyMode.Disabled"/> nothing was added to it.</returns>
    /// <exception cref="TenancyConfigurationException">The services that it needs were not added.</exception>
    public static IApplicationBuilder UseTenancy(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.ApplicationServices.GetService<PipelineRecord>() is not { } pipeline)
        {
            throw new TenancyConfigurationException(["OCT2010: UseTenancy was called, and its services are missing. Call services.AddTenancy(...).AddAspNetCore()."]);
        }

        pipeline.Add(app);
        return app.ApplicationServices.GetRequiredService<PolicyEngine>().Mode == TenancyMode.Disabled ? app : app.UseMiddleware<TenancyMiddleware>();
    }
}
