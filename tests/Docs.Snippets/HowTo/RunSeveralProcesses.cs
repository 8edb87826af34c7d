using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.Tokens;

namespace Docs.Snippets.HowTo;

public static class RunSeveralProcesses
{
    public static void Register(WebApplicationBuilder builder, string connectionString)
    {
        // <snippet name="several-postgresql">
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTokenIssuer("https://control.example", o =>
            {
                o.Audience = "runtime-1";
                o.Ring = TokenKeyRing.Load("keys.json");
                o.Speaks.ForEveryTenant("the control plane's own issuer");
            })
            .AddPostgreSqlStores(connectionString)      // the journal, its notifications, the replay memory
            .AddSharedDirectory();                      // follows the journal
        // </snippet>
    }

    public static void RegisterSqlite(TenancyBuilder builder)
    {
        // <snippet name="several-sqlite">
        builder.AddTenancyStores(o => o.UseSqlite("Data Source=shared.db"), o => o.CreateTables = true);
        builder.AddSharedDirectory();
        // </snippet>
    }

    public static void RegisterFile(TenancyBuilder builder)
    {
        // <snippet name="several-file">
        builder.AddFileDirectory("/var/lib/agents/tenants.jsonl", o => o.LockTimeout = TimeSpan.FromSeconds(5));
        builder.AddSharedDirectory();
        // </snippet>
    }

    public static async Task MakeTables(IServiceProvider services, CancellationToken cancellationToken)
    {
        // <snippet name="several-tables">
        await services.GetRequiredService<TenancyTables>().CreateAsync(cancellationToken);
        // </snippet>
    }

    public static async Task Change(DirectoryWriter writer, CancellationToken cancellationToken)
    {
        // <snippet name="several-changes">
        TenantId acme = TenantId.From("acme");
        await writer.WriteAsync(DirectoryChange.Register(new TenantRegistration(acme)), cancellationToken);
        await writer.WriteAsync(DirectoryChange.Register(new TenantRegistration("https://login.example", "Globex GmbH")), cancellationToken);
        await writer.WriteAsync(DirectoryChange.RevokeMember(acme, "https://login.example", "alice", mayReturn: true), cancellationToken);
        // </snippet>
    }

    public static void MapSuspension(WebApplication app)
    {
        // <snippet name="several-suspend">
        app.MapPost("/tenants/{id}/suspension", async (string id, DirectoryWriter directory, CancellationToken cancellationToken) =>
            await directory.WriteAsync(DirectoryChange.SetStatus(TenantId.From(id), TenantStatus.Suspended), cancellationToken))
            .RequirePlatformScope("operator.admin");
        // </snippet>
    }

    public static async Task<bool> Consume(
        IReplayMemory replay, TenantId tenant, string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        // <snippet name="several-once">
        bool first = await replay.TryConsumeAsync(tenant, issuer, tokenId, until: expiresAt, cancellationToken);
        // </snippet>
        return first;
    }
}
