using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Tells SQLite with each connection to sync nothing, as a host does that wants to be fast.</summary>
internal sealed class CarelessConnections(string? more = null) : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = OFF; {more}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
