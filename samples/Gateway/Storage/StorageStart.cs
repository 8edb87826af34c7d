using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Takes the data folder and prepares the database before the host listens.</summary>
public sealed class StorageStart(HostSeat seat, IGatewayDatabase database, IDbContextFactory<GatewayDb> contexts) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        seat.Take();
        try
        {
            await database.PrepareAsync(() => CreateTablesAsync(cancellationToken), cancellationToken);
        }
        catch (DbException exception)
        {
            // The exception may name the server and the user; the code is enough to look for the cause.
            throw new IOException($"The database does not answer, or does not let the tables be made ({exception.SqlState ?? exception.GetType().Name}). Look at --data or --postgres.", exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A context of no tenant: it makes tables, and reads and writes no row.
    private async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        await using GatewayDb db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
    }
}
