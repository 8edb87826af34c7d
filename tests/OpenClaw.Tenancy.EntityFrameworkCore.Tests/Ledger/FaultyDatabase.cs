using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Fails at the n-th point of what is asked of a database: before or after each command and each commit.</summary>
internal sealed class FaultyDatabase
{
    private int _left;

    public FaultyDatabase() => Interceptors = [new Commands(this), new Transactions(this)];

    public IInterceptor[] Interceptors { get; }

    /// <summary>The state that it fails with.</summary>
    public string? State { get; init; }

    /// <summary>Whether the point was reached.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What was asked at the point.</summary>
    public string Where { get; private set; } = string.Empty;

    /// <summary>Fails at the n-th point from now on.</summary>
    public void FailAt(int n) => (_left, HasFailed) = (n, false);

    public void Mend() => _left = 0;

    private void Pass(string where)
    {
        if (_left > 0 && --_left == 0)
        {
            (HasFailed, Where) = (true, where);
            throw new DatabaseFault(where, State);
        }
    }

    internal sealed class DatabaseFault(string where, string? state) : DbException($"The database failed {where}.")
    {
        public override string? SqlState => state;
    }

    private sealed class Commands(FaultyDatabase database) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            database.Pass($"before {command.CommandText}");
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            database.Pass($"after {command.CommandText}");
            return base.ReaderExecutedAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            database.Pass($"before {command.CommandText}");
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            database.Pass($"after {command.CommandText}");
            return base.NonQueryExecutedAsync(command, eventData, result, cancellationToken);
        }
    }

    private sealed class Transactions(FaultyDatabase database) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            database.Pass("before the commit");
            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            database.Pass("after the commit");
            return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
        }
    }
}
