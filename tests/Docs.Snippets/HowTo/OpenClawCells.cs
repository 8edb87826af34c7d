using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress;

namespace Docs.Snippets.HowTo;

public static class OpenClawCells
{
    public static void Add(TenancyBuilder tenancy, string keyFile)
    {
        // <snippet name="cells-add">
        tenancy.AddTenants(
                new TenantRegistration(TenantId.From("acme")) { RuntimeId = "cell-acme" },
                new TenantRegistration(TenantId.From("globex")) { RuntimeId = "cell-globex" })
            .AddSecretKeyFile(keyFile)
            .AddIngress(ingress =>
            {
                ingress.Cells["cell-acme"] = new CellOptions { Address = "http://127.0.0.1:18801", Auth = CellAuth.Token };
                ingress.Cells["cell-globex"] = new CellOptions { Address = "http://127.0.0.1:18802", Auth = CellAuth.Token };
            });
        // </snippet>

        // <snippet name="cells-proxy">
        tenancy.AddIngress(ingress =>
        {
            var cell = new CellOptions { Address = "http://127.0.0.1:18803", Auth = CellAuth.TrustedProxy, UserHeader = "x-forwarded-user", ClientAddress = "192.0.2.1" };
            cell.Headers["x-ingress"] = "one";
            ingress.Cells["cell-initech"] = cell;
        });
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="cells-map">
        app.UseWebSockets();
        app.UseTenancy();
        app.MapTenantGateway("/openclaw");
        // </snippet>
    }
}
