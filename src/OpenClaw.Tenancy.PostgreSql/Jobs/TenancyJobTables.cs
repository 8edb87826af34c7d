using System.Data.Common;
using Npgsql;

namespace OpenClaw.Tenancy.PostgreSql.Jobs;

/// <summary>Makes the tables of jobs, also in a database that has others. A singleton, safe for use by many threads and processes.</summary>
/// <remarks>Their names begin with <c>tenancy_job</c>. What is there already stays as it is. They are the platform's: no role that a tenant's queries run as needs a right on them.</remarks>
public sealed class TenancyJobTables
{
    private const int Attempts = 5;

    private readonly NpgsqlDataSource _database;
    private readonly bool _atFirstUse;
    private bool _ready;

    internal TenancyJobTables(NpgsqlDataSource database, PostgreSqlJobOptions options) => (_database, _atFirstUse) = (database, options.CreateTables);

    /// <summary>The statements that make the tables and may run any number of times, for whoever keeps the schema.</summary>
    /// <returns>SQL of PostgreSQL.</returns>
    public static string Script() => JobSql.Tables + Environment.NewLine;

    /// <summary>Makes the tables that are not there.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when all are there.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        // Each by itself: each can be repeated, and together they would hold locks that somebody else waits for in another order.
        foreach (string statement in JobSql.Tables.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        Volatile.Write(ref _ready, true);
    }

    /// <summary>Makes the tables at their first use where that is wanted; a failure is tried again by the next use.</summary>
    internal async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        if (_atFirstUse && !Volatile.Read(ref _ready))
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                NpgsqlCommand command = _database.CreateCommand(statement);
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
            catch (DbException) when (attempt < Attempts && !cancellationToken.IsCancellationRequested)
            {
                // Two processes that make a table at the same moment: one of them is refused even with IF NOT EXISTS, and the next attempt finds it.
            }
        }
    }
}
