using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>Makes the library's own tables, also in a database that has others. A singleton, safe for use by many threads and processes.</summary>
/// <remarks>Their names begin with <c>tenancy_</c>. What is there already stays as it is.</remarks>
public sealed class TenancyTables
{
    private const int Attempts = 5;

    private readonly IDbContextFactory<TenancyStoreContext> _contexts;
    private readonly bool _atFirstUse;
    private bool _ready;

    internal TenancyTables(IDbContextFactory<TenancyStoreContext> contexts, TenancyStoresOptions options) =>
        (_contexts, _atFirstUse) = (contexts, options.CreateTables);

    /// <summary>The statements that make the tables and may run any number of times, for whoever keeps the schema.</summary>
    /// <returns>SQL of the configured database.</returns>
    public string Script()
    {
        using TenancyStoreContext context = _contexts.CreateDbContext();
        return string.Concat(Statements(context).Select(static s => s + ";" + Environment.NewLine));
    }

    /// <summary>Makes the tables that are not there.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when all are there.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await CreateOnceAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _ready, true);
                return;
            }
            catch (Exception exception) when (attempt < Attempts && IsOfDatabase(exception) && !cancellationToken.IsCancellationRequested)
            {
                // Two processes that make a table at the same moment: PostgreSQL refuses one of them even with IF NOT EXISTS, and the next attempt finds it.
            }
        }
    }

    /// <summary>Makes the tables at their first use where that is wanted; a failure is tried again by the next use.</summary>
    internal async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        // Several first users may do it at once: it can be repeated.
        if (_atFirstUse && !Volatile.Read(ref _ready))
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // What might be over the next time, such as two that wait for each other, comes wrapped.
    private static bool IsOfDatabase(Exception exception) => exception is DbException or InvalidOperationException { InnerException: DbException };

    private async Task CreateOnceAsync(CancellationToken cancellationToken)
    {
        TenancyStoreContext context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // INVARIANT: each by itself, for each can be repeated. Held together, the lock on a table whose index is looked at and the row
            // of the journal's head would be waited for in the other order by whoever appends meanwhile.
            foreach (string statement in Statements(context))
            {
                await context.Database.CreateExecutionStrategy().ExecuteAsync(
                    token => context.Database.ExecuteSqlRawAsync(statement, token), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<string> Statements(TenancyStoreContext context)
    {
        IModel model = context.GetService<IDesignTimeModel>().Model;
        IReadOnlyList<Microsoft.EntityFrameworkCore.Migrations.Operations.MigrationOperation> all =
            context.GetService<IMigrationsModelDiffer>().GetDifferences(source: null, model.GetRelationalModel());
        foreach (MigrationCommand command in context.GetService<IMigrationsSqlGenerator>().Generate(all, model))
        {
            yield return IfNotExists(command.CommandText.Trim().TrimEnd(';'));
        }

        yield return $"INSERT INTO {TenancyStoreContext.Head} (tenant_id, sequence) VALUES ('{TenantId.Platform}', 0) ON CONFLICT DO NOTHING";
    }

    // Each statement begins with one of these; the model has nothing else.
    private static string IfNotExists(string statement)
    {
        foreach (string start in (ReadOnlySpan<string>)["CREATE TABLE ", "CREATE INDEX "])
        {
            if (statement.StartsWith(start, StringComparison.Ordinal))
            {
                return $"{start}IF NOT EXISTS {statement[start.Length..]}";
            }
        }

        throw new NotSupportedException("The configured database makes tables by a statement that cannot be repeated. Use SQLite or PostgreSQL.");
    }
}
