using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;

namespace Docs.Snippets.Concepts;

public static class SelectorPages
{
    public static void Options(TenancyBuilder builder)
    {
        // <snippet name="selector-options">
        builder.AddAspNetCore(o =>
        {
            o.SelectorHeader = "X-Tenant-Id";        // the default; null: no header selects
            o.SelectorRouteParameter = "tenant";     // the default: {tenant} in a route selects
            o.SelectorDomain = "example.com";        // acme.example.com selects acme
        });
        // </snippet>
    }

    public static void Hosts(TenancyBuilder builder)
    {
        // <snippet name="selector-hosts">
        builder.AddTenants(new TenantRegistration(TenantId.From("acme")) { Hosts = ["agents.acme.example"] });
        // </snippet>
    }
}
