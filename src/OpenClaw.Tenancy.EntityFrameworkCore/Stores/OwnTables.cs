using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>Makes the tables of one of the library's own contexts by statements that may run any number of times. Safe for use by many threads and processes.</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="contexts">Makes contexts.</param>
/// <param name="atFirstUse">Whether the first use makes the tables.</param>
/// <param name="rows">Statements that put in the rows which must be there; they may be repeated too.</param>
internal sealed class OwnTables<TContext>(IDbContextFactory<TContext> contexts, bool atFirstUse, params string[] rows)
    where TContext : DbContext
{
    private const int Attempts = 5;

    private bool _ready;

    internal string Script()
    {
        using TContext context = contexts.CreateDbContext();
        return string.Concat(Statements(context).Select(static s => s + ";" + Environment.NewLine));
    }

    internal async Task CreateAsync(CancellationToken cancellationToken)
    {
        TContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // INVARIANT: each by itself, for each can be repeated. Held together, the lock on a table whose index is looked at and the row
            // of the journal's head would be waited for in the other order by whoever appends meanwhile.
            foreach (string statement in Statements(context))
            {
                await ExecuteAsync(context, statement, cancellationToken).ConfigureAwait(false);
            }
        }

        Volatile.Write(ref _ready, true);
    }

    /// <summary>Makes the tables at their first use where that is wanted; a failure is tried again by the next use.</summary>
    internal async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        // Several first users may do it at once: it can be repeated.
        if (atFirstUse && !Volatile.Read(ref _ready))
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ExecuteAsync(TContext context, string statement, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await context.Database.CreateExecutionStrategy().ExecuteAsync(
                    token => context.Database.ExecuteSqlRawAsync(statement, token), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (attempt < Attempts && IsOfDatabase(exception) && !cancellationToken.IsCancellationRequested)
            {
                // Two processes that make a table at the same moment: PostgreSQL refuses one of them even with IF NOT EXISTS, and the next attempt finds it.
            }
        }
    }

    // What might be over the next time, such as two that wait for each other, comes wrapped.
    private static bool IsOfDatabase(Exception exception) => exception is DbException or InvalidOperationException { InnerException: DbException };

    private IEnumerable<string> Statements(TContext context)
    {
        IModel model = context.GetService<IDesignTimeModel>().Model;
        IReadOnlyList<Microsoft.EntityFrameworkCore.Migrations.Operations.MigrationOperation> all =
            context.GetService<IMigrationsModelDiffer>().GetDifferences(source: null, model.GetRelationalModel());
        return context.GetService<IMigrationsSqlGenerator>().Generate(all, model)
            .Select(static command => IfNotExists(command.CommandText.Trim().TrimEnd(';'))).Concat(rows);
    }

    // Each statement begins with one of these; the models have nothing else.
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
