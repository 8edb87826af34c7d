using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Tests.Faults;

/// <summary>Each command to the gateway's database may fail before it was done, or with its answer lost.</summary>
internal sealed class FaultyCommands(FaultPlan plan) : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        plan.Pass($"before {Of(command)}");
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        plan.Pass($"after {Of(command)}");
        return base.ReaderExecutedAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        plan.Pass($"before {Of(command)}");
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        plan.Pass($"after {Of(command)}");
        return base.NonQueryExecutedAsync(command, eventData, result, cancellationToken);
    }

    private static string Of(DbCommand command) => command.CommandText.ReplaceLineEndings(" ") is { Length: > 60 } text ? text[..60] : command.CommandText;
}
