using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;
using OpenClaw.Tenancy.EntityFrameworkCore.Usage;
using OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Prepares the database before any other part of the host starts.</summary>
public sealed class StorageStart(IGatewayDatabase database, IDbContextFactory<GatewayDb> contexts, TenancyTables tables, TenancyVaultTables vault, TenancyUsageTables usage) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.PrepareAsync(isNew => CreateTablesAsync(isNew, cancellationToken), cancellationToken);
        }
        catch (DbException exception)
        {
            // The exception may name the server and the user; the code is enough to look for the cause.
            throw new IOException($"The database does not answer, or does not let the tables be made ({exception.SqlState ?? exception.GetType().Name}). Look at --data or --postgres.", exception);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A context of no tenant: it makes tables, and reads and writes no row.
    private async Task CreateTablesAsync(bool isNew, CancellationToken cancellationToken)
    {
        // The library's own, beside the gateway's: in an older database too.
        await tables.CreateAsync(cancellationToken);
        await vault.CreateAsync(cancellationToken);
        await usage.CreateAsync(cancellationToken);
        if (isNew)
        {
            await using GatewayDb db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
        }
    }
}
