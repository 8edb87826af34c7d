using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>Makes the library's own tables, also in a database that has others. A singleton, safe for use by many threads and processes.</summary>
/// <remarks>Their names begin with <c>tenancy_</c>. What is there already stays as it is.</remarks>
public sealed class TenancyTables
{
    private readonly OwnTables<TenancyStoreContext> _tables;

    internal TenancyTables(IDbContextFactory<TenancyStoreContext> contexts, TenancyStoresOptions options) => _tables = new OwnTables<TenancyStoreContext>(
        contexts, options.CreateTables, $"INSERT INTO {TenancyStoreContext.Head} (tenant_id, sequence) VALUES ('{TenantId.Platform}', 0) ON CONFLICT DO NOTHING");

    /// <summary>The statements that make the tables and may run any number of times, for whoever keeps the schema.</summary>
    /// <returns>SQL of the configured database.</returns>
    public string Script() => _tables.Script();

    /// <summary>Makes the tables that are not there.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when all are there.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public Task CreateAsync(CancellationToken cancellationToken) => _tables.CreateAsync(cancellationToken);

    /// <summary>Makes the tables at their first use where that is wanted; a failure is tried again by the next use.</summary>
    internal ValueTask ReadyAsync(CancellationToken cancellationToken) => _tables.ReadyAsync(cancellationToken);
}
