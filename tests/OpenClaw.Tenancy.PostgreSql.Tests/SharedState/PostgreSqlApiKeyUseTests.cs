using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>The last uses of API keys in PostgreSQL: hosts that keep the same keys at once wait for each other, and never in a circle.</summary>
public sealed class PostgreSqlApiKeyUseTests(Cluster cluster)
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hosts_that_keep_the_same_keys_at_once_leave_the_latest_of_each()
    {
        using var database = new TestDatabase(cluster);
        await using ServiceProvider services = Services(database.OwnerConnection);
        IApiKeyUses store = services.GetRequiredService<IApiKeyUses>();
        await store.ReadAsync(null, 1, Token);
        string[] keys = [.. Enumerable.Range(0, 300).Select(static i => $"k{i:x8}")];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(host => Task.Run(
            async () =>
            {
                // Each in an order of its own.
                ApiKeyUse[] uses = [.. keys.Select(key => new ApiKeyUse(host % 2 == 0 ? "acme" : "globex", key, Noon.AddMinutes(host)))];
                Random.Shared.Shuffle(uses);
                await store.KeepAsync(uses, Token);
            },
            Token)));

        IReadOnlyList<ApiKeyUse> all = await store.ReadAsync(null, 1_000, Token);
        Assert.Equal(600, all.Count);
        Assert.All(all, static use => Assert.Equal(Noon.AddMinutes(use.Tenant == "acme" ? 6 : 7), use.At));
        Assert.Equal(all.Skip(450), await store.ReadAsync(all[449], 1_000, Token));
    }

    private static ServiceProvider Services(string connection)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddPostgreSqlStores(connection + ";Maximum Pool Size=12", o => o.CreateTables = true);
        return services.BuildServiceProvider();
    }
}
