using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>Makes the tables of usage, also in a database that has others. A singleton, safe for use by many threads and processes.</summary>
/// <remarks>Their names begin with <c>tenancy_usage</c>. What is there already stays as it is.</remarks>
public sealed class TenancyUsageTables
{
    private readonly OwnTables<TenancyUsageContext> _tables;

    internal TenancyUsageTables(IDbContextFactory<TenancyUsageContext> contexts, EntityUsageOptions options) =>
        _tables = new OwnTables<TenancyUsageContext>(contexts, options.CreateTables);

    /// <summary>The statements that make the tables and may run any number of times, for whoever keeps the schema.</summary>
    /// <returns>SQL of the configured database.</returns>
    public string Script() => _tables.Script();

    /// <summary>Makes the tables that are not there.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when all are there.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public Task CreateAsync(CancellationToken cancellationToken) => _tables.CreateAsync(cancellationToken);

    internal ValueTask ReadyAsync(CancellationToken cancellationToken) => _tables.ReadyAsync(cancellationToken);
}
