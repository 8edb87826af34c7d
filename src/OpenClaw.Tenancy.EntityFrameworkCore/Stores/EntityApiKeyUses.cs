using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The last uses of API keys in a relational database.</summary>
internal sealed class EntityApiKeyUses(IDbContextFactory<TenancyStoreContext> contexts, TenancyTables tables) : IApiKeyUses
{
    private const int BatchSize = 200;

    public async ValueTask KeepAsync(IReadOnlyList<ApiKeyUse> uses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uses);
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // In one order in every process, so that two of them wait for each other's rows and never in a circle.
            foreach (ApiKeyUse[] batch in uses
                .OrderBy(static u => u.Tenant, StringComparer.Ordinal).ThenBy(static u => u.Key, StringComparer.Ordinal).Chunk(BatchSize))
            {
                await context.Database.ExecuteSqlRawAsync(Statement(batch.Length), Values(batch), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask<IReadOnlyList<ApiKeyUse>> ReadAsync(ApiKeyUse? after, int max, CancellationToken cancellationToken)
    {
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // The database orders and compares by one rule, whatever it is, so that no row is passed over.
            IQueryable<ApiKeyUseRow> rows = context.KeyUses.AsNoTracking();
            if (after is not null)
            {
                (string tenant, string key) = (after.Tenant, after.Key);
                rows = rows.Where(u => u.Tenant.CompareTo(tenant) > 0 || (u.Tenant == tenant && u.Key.CompareTo(key) > 0));
            }

            List<ApiKeyUseRow> page = await rows.OrderBy(static u => u.Tenant).ThenBy(static u => u.Key).Take(max).ToListAsync(cancellationToken).ConfigureAwait(false);
            return page.ConvertAll(static u => new ApiKeyUse(u.Tenant, u.Key, new DateTimeOffset(u.UsedTicks, TimeSpan.Zero)));
        }
    }

    // Placeholders alone; what stands in them is sent beside the statement.
    private static string Statement(int rows) =>
        $"INSERT INTO {TenancyStoreContext.ApiKeyUses} (tenant_id, key_id, used_ticks) VALUES "
        + string.Join(", ", Enumerable.Range(0, rows).Select(static i => string.Create(CultureInfo.InvariantCulture, $"({{{3 * i}}}, {{{(3 * i) + 1}}}, {{{(3 * i) + 2}}})")))
        + $" ON CONFLICT (tenant_id, key_id) DO UPDATE SET used_ticks = excluded.used_ticks WHERE excluded.used_ticks > {TenancyStoreContext.ApiKeyUses}.used_ticks";

    private static IEnumerable<object> Values(ApiKeyUse[] batch) => batch.SelectMany(static u => new object[] { u.Tenant, u.Key, u.At.UtcTicks });
}
