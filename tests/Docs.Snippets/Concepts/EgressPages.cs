using System.Net;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Dispatch;
using OpenClaw.Tenancy.Secrets.Egress;

namespace Docs.Snippets.Concepts;

public static class EgressPages
{
    public static void Configure(TenancyBuilder builder)
    {
        // <snippet name="egress-configure">
        builder.AddTenantEgress(o =>
        {
            o.Add(ConnectorDefinition.GitHub());                         // api.github.com, with the tenant's secret "github"
            o.Add(new ConnectorDefinition("crm")
            {
                Hosts = { "api.crm.example.com" },
                PathPrefixes = { "/v2/" },
                Secret = "crm",
                CredentialHeader = "X-Api-Key",
                CredentialScheme = null,
            });
            o.Allow("acme", "github", "crm");
            o.Allow("globex", "github");                                 // and nobody else anything
        });
        // </snippet>
    }

    // <snippet name="egress-use">
    public static async Task<string?> ZenAsync(TenantContext context, ITenantEgress egress, CancellationToken cancellationToken)
    {
        EgressOpening opening = await egress.OpenAsync(context, "github", cancellationToken);
        if (!opening.IsOpen)
        {
            return null;                                             // refused, and recorded
        }

        using HttpClient client = opening.Connector.CreateClient(context);
        return await client.GetStringAsync("https://api.github.com/zen", cancellationToken);
    }
    // </snippet>

    public static void Allow(TenancyBuilder builder)
    {
        // <snippet name="egress-allowances">
        builder.AddTenantAllowances(o =>
        {
            TenantId acme = TenantId.From("acme");
            o.Allow(acme, TenantAllowances.InvokeTool, "search", "calendar");
            o.Allow(acme, TenantAllowances.RunInBackground, "nightly-report");
        });
        // </snippet>
    }

    // <snippet name="dispatch-use">
    public static async Task<HttpStatusCode> PingAsync(HttpClient runtime, TenantContext context, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new HttpRequestMessage(HttpMethod.Get, "api/v1/sessions").ForTenant(context);
        using HttpResponseMessage response = await runtime.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }
    // </snippet>

    public static HttpClient Make()
    {
        // <snippet name="dispatch-make">
        var runtime = new HttpClient(new TenantDispatchHandler(TenantId.From("acme")) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } })
        {
            BaseAddress = new Uri("https://runtime-acme.example.com/"),
        };
        // </snippet>
        return runtime;
    }
}
