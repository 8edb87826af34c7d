using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>A database file for each tenant, as the manual shows it.</summary>
internal sealed class TenantFiles(string folder) : DbConnectionInterceptor
{
    public string PathOf(TenantId tenant) => Path.Combine(folder, TenantDatabaseNames.FileName(tenant));

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        TenantId tenant = eventData.Context!.GetTenant();
        connection.ConnectionString = new SqliteConnectionStringBuilder { DataSource = PathOf(tenant), Pooling = false }.ToString();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(ConnectionOpening(connection, eventData, result));
}
