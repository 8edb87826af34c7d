using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>What differs between the databases that the gateway can be kept in.</summary>
public interface IGatewayDatabase : IDisposable
{
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Makes the tables where there are none, and finishes what an earlier process left. Before the host listens.</summary>
    /// <param name="createTables">Makes the tables that are not there; told whether the gateway's own are missing. One host does it at a time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task PrepareAsync(Func<bool, Task> createTables, CancellationToken cancellationToken);

    /// <summary>Waits for a tenant's turn to write, where one may write at a time. Of each tenant one waits among the others.</summary>
    ValueTask<IDisposable?> TakeTurnAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Called with the turn taken, before rows are deleted.</summary>
    Task BeforeDeletionAsync(CancellationToken cancellationToken);

    /// <summary>Called with the turn taken, after rows were deleted: nothing of them may be left in any file. False where that is left to the next start.</summary>
    Task<bool> AfterDeletionAsync(CancellationToken cancellationToken);
}
