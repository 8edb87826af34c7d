using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.PostgreSql.Interception;

/// <summary>Tells each transaction its tenant as it begins, before any savepoint, and refuses one that another tenant began.</summary>
internal sealed class TenantTransactionInterceptor(TenantSetting setting) : DbTransactionInterceptor
{
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result) =>
        Tell(connection, result);

    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        TellAsync(connection, result, cancellationToken);

    public override DbTransaction TransactionUsed(DbConnection connection, TransactionEventData eventData, DbTransaction result) =>
        Tell(connection, result);

    public override ValueTask<DbTransaction> TransactionUsedAsync(
        DbConnection connection, TransactionEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        TellAsync(connection, result, cancellationToken);

    private DbTransaction Tell(DbConnection connection, DbTransaction transaction)
    {
        using DbCommand command = setting.Command(connection, transaction);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DbException exception)
        {
            TenantCommandInterceptor.Explain(exception);
            throw;
        }

        return transaction;
    }

    private async ValueTask<DbTransaction> TellAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        DbCommand command = setting.Command(connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException exception)
            {
                TenantCommandInterceptor.Explain(exception);
                throw;
            }
        }

        return transaction;
    }
}
