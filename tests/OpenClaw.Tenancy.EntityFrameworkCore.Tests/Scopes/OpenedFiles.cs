using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>Writes down which file a context of which tenant opens.</summary>
internal sealed class OpenedFiles : DbConnectionInterceptor
{
    public ConcurrentBag<(TenantId Tenant, string File)> Seen { get; } = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Note(connection, eventData.Context!);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(connection, eventData.Context!);
        return Task.CompletedTask;
    }

    private void Note(DbConnection connection, DbContext context) => Seen.Add((context.GetTenant(), connection.DataSource));
}
