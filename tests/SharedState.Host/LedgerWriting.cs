using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;

namespace SharedState.Host;

/// <summary>Appends to a ledger in a database from several callers until it is killed, and says after each record that it was told that it is durable.</summary>
internal static class LedgerWriting
{
    private const int Callers = 8;

    private static readonly TenantId[] Tenants = [TenantId.From("acme"), TenantId.From("globex"), TenantId.Platform];

    internal static async Task RunAsync(string database, string connection, string keyFile, string prefix)
    {
        var services = new ServiceCollection();
        services.AddLogging(static log => log.AddProvider(new ErrorStreamLog()));
        services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddSigningKeyFile(keyFile).AddTenancyLedger(
            o => _ = database == "sqlite" ? o.UseSqlite(connection) : o.UseNpgsql(connection),
            o =>
            {
                o.CreateTables = true;
                o.RequireSyncedCommits = database == "sqlite";
                o.CheckpointInterval = TimeSpan.FromMilliseconds(20);
            });
        await using ServiceProvider provider = services.BuildServiceProvider();
        IAuditLedger ledger = provider.GetRequiredService<IAuditLedger>();
        Console.WriteLine("ready");
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; ; i++)
            {
                string name = $"{prefix}-{caller}-{i}";
                await ledger.AppendAsync(
                    new AuditEnvelope(Tenants[(caller + i) % 3], provider.GetRequiredService<TimeProvider>().GetUtcNow())
                    {
                        Actor = name,
                        Action = "members.add",
                        Outcome = AuditOutcome.Allowed,
                        ReasonCode = "none",
                    },
                    CancellationToken.None);
                Console.WriteLine($"ack {name};");
            }
        })));
    }
}
