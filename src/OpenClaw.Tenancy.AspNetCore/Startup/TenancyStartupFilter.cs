using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.AspNetCore.Principals;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Startup;

/// <summary>Looks at the finished pipeline before the server listens, and refuses the start with everything that is wrong.</summary>
internal sealed class TenancyStartupFilter(PolicyEngine engine, PipelineRecord pipeline, EndpointPlans plans, IAuditLedger ledger, IEnumerable<PrincipalIssuer> principals) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // A host with a Startup class calls UseTenancy inside next, and nothing is added for it.
        (bool Routing, bool Authentication)? asked = pipeline.AskedFor();
        next(app);
        pipeline.Finish();
        if (engine.Mode == TenancyMode.Disabled)
        {
            return;
        }

        asked ??= pipeline.AskedFor();
        string[] errors = [.. pipeline.Errors(app, asked.GetValueOrDefault(), principals.Any()), .. EndpointErrors(app.ApplicationServices)];
        if (errors.Length != 0)
        {
            throw new TenancyConfigurationException(errors);
        }
    };

    private IEnumerable<string> EndpointErrors(IServiceProvider services)
    {
        IServiceProviderIsService known = services.GetRequiredService<IServiceProviderIsService>();
        foreach (Endpoint endpoint in services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints))
        {
            foreach (string error in plans.Of(endpoint).Errors(endpoint, known.IsService))
            {
                yield return error;
            }

            if (!ledger.IsDurable && plans.Of(endpoint).ChangesPrivileges)
            {
                yield return $"OCT2011: the endpoint '{endpoint.DisplayName}' changes privileges, and the audit ledger is not durable, so every request to it would be refused. Register a durable ledger with UseLedger.";
            }

            bool guarded = endpoint.Metadata.GetMetadata<EndpointPlan>() is not null || endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null;
            if (!guarded && endpoint.Metadata.GetMetadata<ITenancyMarker>() is not null)
            {
                yield return $"OCT2009: the endpoint '{endpoint.DisplayName}' says its tenancy with an attribute, which guards controllers alone. Use the method of the same name on the mapped endpoint.";
            }
        }
    }
}
