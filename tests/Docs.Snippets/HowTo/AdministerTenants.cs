using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Contexts;

namespace Docs.Snippets.HowTo;

public static class AdministerTenants
{
    public static void Services(WebApplicationBuilder builder, Func<IServiceProvider, IAuditLedger> durableLedger)
    {
        // <snippet name="administer-services">
        builder.Services.AddTenancy(o =>
            {
                o.Mode = TenancyMode.Shared;
                o.MaxTenants = 500;
            })
            .AddApiKeys()
            .AddAdministration()
            .UseLedger(durableLedger)
            .AddAspNetCore();
        builder.Services.AddSingleton<ITenantHoldings, RunHoldings>();
        // </snippet>
    }

    public static void Routes(WebApplication app)
    {
        // <snippet name="administer-routes">
        app.UseTenancy();
        app.MapTenantAdministration();
        // </snippet>
    }

    public static void Own(WebApplication app, TenantMembers members)
    {
        // <snippet name="administer-own">
        app.MapGet("/team", (TenantContext tenant) => members.ListMembers(tenant.Permit, after: null, max: 50).Select(m => m.UserId.ToString()))
            .RequireTenantScope(members.List);
        // </snippet>
    }
}

// <snippet name="administer-holdings">
public sealed class RunHoldings(IRunFiles files) : ITenantHoldings
{
    public ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken) => files.AnyAsync(tenant, cancellationToken);

    public ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken) => files.DeleteAllAsync(tenant, cancellationToken);
}
// </snippet>

public interface IRunFiles
{
    ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken);

    ValueTask DeleteAllAsync(TenantContext tenant, CancellationToken cancellationToken);
}
