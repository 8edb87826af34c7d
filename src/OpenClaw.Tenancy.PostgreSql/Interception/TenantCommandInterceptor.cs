using System.Data.Common;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace OpenClaw.Tenancy.PostgreSql.Interception;

/// <summary>Tells the database the tenant of each command, in the same round trip and the same implicit transaction.</summary>
internal sealed class TenantCommandInterceptor(TenantSetting setting) : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (!result.HasResult && Prepare(command, eventData) is { } first)
        {
            using (first)
            {
                first.ExecuteNonQuery();
            }
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!result.HasResult && Prepare(command, eventData) is { } first)
        {
            await using (first.ConfigureAwait(false))
            {
                await first.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return result;
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsOfSetting(result))
        {
            result.NextResult();
        }

        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (IsOfSetting(result))
        {
            await result.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (!result.HasResult && Prepare(command, eventData) is { } first)
        {
            using (first)
            {
                first.ExecuteNonQuery();
            }
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (!result.HasResult && Prepare(command, eventData) is { } first)
        {
            await using (first.ConfigureAwait(false))
            {
                await first.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return result;
    }

    // The driver gives the first result as the scalar, so nothing may stand before it: its transaction is told, and without
    // one it runs without a tenant and sees no row of any.
    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        if (!result.HasResult && IsPrefixed(eventData) && command.Transaction is { } transaction)
        {
            using DbCommand first = setting.Command(command.Connection, transaction);
            first.ExecuteNonQuery();
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        if (!result.HasResult && IsPrefixed(eventData) && command.Transaction is { } transaction)
        {
            DbCommand first = setting.Command(command.Connection, transaction);
            await using (first.ConfigureAwait(false))
            {
                await first.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return result;
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Explain(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Explain(eventData.Exception);
        return Task.CompletedTask;
    }

    internal static void Explain(Exception exception)
    {
        if (exception is PostgresException { SqlState: PostgresErrorCodes.UndefinedObject } refusal
            && refusal.MessageText.Contains(TenantSetting.ForeignTransaction, StringComparison.Ordinal))
        {
            throw new TenantMismatchException(
                "The transaction, or the session, already carries another tenant's setting. Give each tenant a transaction and a connection of its own, and set the tenant by nothing else.");
        }
    }

    // Statements of a save are counted one by one, so nothing may stand before them: their transaction is told instead.
    private static bool IsPrefixed(CommandEventData eventData) =>
        eventData.CommandSource is not (CommandSource.SaveChanges or CommandSource.Migrations or CommandSource.Scaffolding);

    private static bool IsOfSetting(DbDataReader reader) => reader.FieldCount == 1 && reader.GetName(0) == TenantSetting.Column;

    private DbCommand? Prepare(DbCommand command, CommandEventData eventData)
    {
        if (IsPrefixed(eventData))
        {
            setting.Prefix(command);
            return null;
        }

        if (eventData.CommandSource != CommandSource.SaveChanges || command.Transaction is not null)
        {
            return null;
        }

        // EF Core begins no transaction of its own inside an ambient one, so nobody has told that one yet.
        bool ambient = Transaction.Current is not null || eventData.Context?.Database.GetEnlistedTransaction() is not null;
        return ambient ? setting.Command(command.Connection, null) : throw new InvalidOperationException(
            "A save was about to write outside of a transaction, where the tenant setting cannot hold. Leave Database.AutoTransactionBehavior at Always.");
    }
}
