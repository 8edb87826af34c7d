using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Commands;

/// <summary>Asks for the permit at each execution of SQL that no filter reaches.</summary>
internal sealed class RawSqlInterceptor(TenantBinding binding) : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Check(command, eventData);
        return result;
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Check(command, eventData);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Check(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return ValueTask.FromResult(result);
    }

    // SECURITY: the source alone does not tell: SQL that a filter was put around says that it is a query.
    private void Check(DbCommand command, CommandEventData eventData)
    {
        bool known = eventData.CommandSource is CommandSource.LinqQuery or CommandSource.SaveChanges or CommandSource.Migrations
            or CommandSource.ValueGenerator or CommandSource.ExecuteDelete or CommandSource.ExecuteUpdate;
        if (!known || (eventData.CommandSource != CommandSource.SaveChanges && command.CommandText.Contains(TenantQueryRewriter.RawSqlTag, StringComparison.Ordinal)))
        {
            binding.RequireRawSql();
        }
    }
}
