using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Commands;

/// <summary>Looks at the claim at each command, and asks for the permit of SQL that is no query.</summary>
internal sealed class RawSqlInterceptor(TenantBinding binding) : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Check(eventData);
        return result;
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Check(eventData);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Check(eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData);
        return ValueTask.FromResult(result);
    }

    // SECURITY: a source that is not known here is taken for SQL of the host's own. SQL inside a query was asked about when the query began.
    private void Check(CommandEventData eventData)
    {
        bool known = eventData.CommandSource is CommandSource.LinqQuery or CommandSource.FromSqlQuery or CommandSource.SaveChanges or CommandSource.Migrations
            or CommandSource.ValueGenerator or CommandSource.ExecuteDelete or CommandSource.ExecuteUpdate;
        if (!known)
        {
            binding.RequireRawSql();
        }
        else if (binding.IsBound)
        {
            // Also the second enumeration of a compiled query, and the second command of a split one.
            binding.RequireLife();
        }
    }
}
