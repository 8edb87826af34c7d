using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

namespace Docs.Snippets.HowTo;

public static class KeepSecretsInADatabase
{
    public static void Register(TenancyBuilder builder, string connectionString)
    {
        // <snippet name="vault-postgresql">
        builder.AddSecretVault(o => o.UseNpgsql(connectionString));
        // </snippet>
    }

    public static void RegisterSqlite(TenancyBuilder builder)
    {
        // <snippet name="vault-sqlite">
        builder.AddSecretVault(o => o.UseSqlite("Data Source=secrets.db"), o => o.CreateTables = true);
        // </snippet>
    }

    public static void RegisterFiles(TenancyBuilder builder)
    {
        // <snippet name="vault-files">
        builder.AddTenantDirectories(o => o.BasePath = "/srv/gateway")
            .AddSecretVaultFiles();                                  // /srv/gateway/tenants/<tenant>/credentials/vault
        // </snippet>
    }

    public static async Task MakeTables(IServiceProvider services, CancellationToken cancellationToken)
    {
        // <snippet name="vault-tables">
        await services.GetRequiredService<TenancyVaultTables>().CreateAsync(cancellationToken);
        // </snippet>
    }
}
