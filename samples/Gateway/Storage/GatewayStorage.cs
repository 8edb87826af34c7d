using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.EntityFrameworkCore;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Opens the database for the tenant of a permit. What the permit is for, the stores have looked at before.</summary>
public sealed partial class GatewayStorage(ITenantDbContextFactory<GatewayDb> contexts, IGatewayDatabase database, ILogger<GatewayStorage> logger)
{
    public GatewayDb Open(AccessPermit permit) => contexts.CreateDbContext(permit);

    /// <summary>Does work in one transaction: on the disk when this returns, or not done at all.</summary>
    public async Task<T> WriteAsync<T>(AccessPermit permit, Func<GatewayDb, Task<T>> work, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(permit.Tenant, cancellationToken);
        return await RunAsync(permit, work, cancellationToken);
    }

    /// <summary>Deletes in one transaction, and sees to it that nothing of the rows is left in any file.</summary>
    public async Task<bool> DeleteAsync(AccessPermit permit, Func<GatewayDb, Task<bool>> work, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(permit.Tenant, cancellationToken);
        await database.BeforeDeletionAsync(cancellationToken);
        bool deleted = await RunAsync(permit, work, cancellationToken);
        if (deleted && !await database.AfterDeletionAsync(CancellationToken.None))
        {
            LogLeftOver(logger);
        }

        return deleted;
    }

    /// <summary>Sees once more to it that nothing is left, of what was deleted beside the gateway's own rows.</summary>
    public async Task CutAsync(AccessPermit permit)
    {
        using IDisposable? turn = await database.TakeTurnAsync(permit.Tenant, CancellationToken.None);
        if (!await database.AfterDeletionAsync(CancellationToken.None))
        {
            LogLeftOver(logger);
        }
    }

    private async Task<T> RunAsync<T>(AccessPermit permit, Func<GatewayDb, Task<T>> work, CancellationToken cancellationToken)
    {
        await using GatewayDb db = contexts.CreateDbContext(permit);
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        T result = await work(db);

        // Not to be interrupted: whoever asked must know whether it is done.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    [LoggerMessage(EventId = 3003, EventName = "DeletionLeftOver", Level = LogLevel.Warning, Message = "The database's log was in use after a deletion and could not be cut. The next start does it.")]
    private static partial void LogLeftOver(ILogger logger);
}
