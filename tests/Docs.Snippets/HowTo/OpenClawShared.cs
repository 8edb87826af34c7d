using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.HowTo;

public static class OpenClawShared
{
    public static void Add(TenancyBuilder tenancy, string keyFile)
    {
        // <snippet name="shared-add">
        tenancy.AddTenants(
                new TenantRegistration(TenantId.From("acme")) { RuntimeId = "gateway-1" },
                new TenantRegistration(TenantId.From("globex")) { RuntimeId = "gateway-1" },
                new TenantRegistration(TenantId.From("gateways")))
            .AddSecretKeyFile(keyFile)
            .AddIngress(ingress =>
            {
                ingress.Cells["gateway-1"] = new CellOptions
                {
                    Address = "http://127.0.0.1:18800", Auth = CellAuth.Token, IsShared = true, SecretTenant = "gateways",
                };
                ingress.AgentsOf = tenant => [AgentId.From("main"), AgentId.From("support")];
            });
        // </snippet>
    }
}
