using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;
using OpenClaw.Tenancy.Signing;

namespace Docs.Snippets.HowTo;

public static class AuditInADatabase
{
    public static void Register(TenancyBuilder builder, string connectionString)
    {
        // <snippet name="ledger-postgresql">
        builder.AddSigningKeyFile("/var/lib/agents/signing.pem")        // the same key in every process
            .AddTenancyLedger(o => o.UseNpgsql(connectionString));
        // </snippet>
    }

    public static void RegisterSqlite(TenancyBuilder builder)
    {
        // <snippet name="ledger-sqlite">
        builder.AddSigningKeyFile("signing.pem")
            .AddTenancyLedger(o => o.UseSqlite("Data Source=audit.db"), o =>
            {
                o.CreateTables = true;
                o.RetainFor = TimeSpan.FromDays(400);
            });
        // </snippet>
    }

    public static async Task MakeTables(IServiceProvider services, CancellationToken cancellationToken)
    {
        // <snippet name="ledger-tables">
        await services.GetRequiredService<TenancyLedgerTables>().CreateAsync(cancellationToken);
        // </snippet>
    }

    public static async Task<string> Keep(EntityAuditLedger ledger, CancellationToken cancellationToken)
    {
        // <snippet name="ledger-keep">
        SignedCheckpoint checkpoint = await ledger.CheckpointAsync(cancellationToken);
        string text = checkpoint.ToString();        // to where whoever writes the database does not come
        // </snippet>
        return text;
    }

    public static void Compare(TenancyBuilder builder, string connectionString, string text)
    {
        // <snippet name="ledger-compare">
        builder.AddTenancyLedger(o => o.UseNpgsql(connectionString), o => o.KeptCheckpoint = text);
        // </snippet>
    }

    public static void Rotate(TenancyBuilder builder, string connectionString, string oldPublicKey)
    {
        // <snippet name="ledger-keys">
        builder.AddTenancyLedger(o => o.UseNpgsql(connectionString), o => o.OtherKeys.Add(VerificationKey.FromPem(oldPublicKey)));
        // </snippet>
    }

    public static async Task Drop(EntityAuditLedger ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        // <snippet name="ledger-drop">
        long dropped = await ledger.DropAsync(time.GetUtcNow() - TimeSpan.FromDays(400), cancellationToken);
        // </snippet>
    }
}
