using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.PostgreSql.SharedState;

/// <summary>The channel on which processes tell each other that the journal has grown.</summary>
internal static class ChangeChannel
{
    internal const string Name = "openclaw_tenancy";

    /// <summary>Notifies within the transaction of the append: the database sends it when, and only when, the change is committed.</summary>
    internal static Task NotifyAsync(DbContext context, long sequence, CancellationToken cancellationToken)
    {
        // SECURITY: every user of the database may listen, so the payload is a number and names no tenant.
        string payload = sequence.ToString(CultureInfo.InvariantCulture);
        return context.Database.ExecuteSqlAsync($"SELECT pg_notify({Name}, {payload})", cancellationToken);
    }
}
