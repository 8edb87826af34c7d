using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Usage;

/// <summary>What every store of usage does (<see cref="ReservationContract"/>), in PostgreSQL.</summary>
public sealed class PostgreSqlUsageTests(Cluster cluster) : ReservationContract, IDisposable
{
    private readonly UsageDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task The_sums_of_the_days_are_those_of_the_rows_of_events_that_are_there_and_the_tenant_is_first_in_every_key()
    {
        using TestWorld world = Open();
        for (int i = 0; i < 20; i++)
        {
            await AddAsync(world, TestWorld.Acme, Event($"e{i}", Noon.AddDays(-(i % 3))) with { Model = i % 2 == 0 ? "a" : null, ToolCalls = i });
        }

        Assert.Equal(
            _database.Rows("SELECT tenant_id, day, count(*), sum(input_tokens), sum(tool_calls), sum(cost_billionths) FROM tenancy_usage_events GROUP BY tenant_id, day ORDER BY 1, 2"),
            _database.Rows("SELECT tenant_id, day, events, input_tokens, tool_calls, cost_billionths FROM tenancy_usage_days ORDER BY 1, 2"));
        Assert.All(
            _database.Rows("SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid::regclass::text LIKE 'tenancy_usage%'"),
            static key => Assert.Contains("(tenant_id, ", key, StringComparison.Ordinal));
    }

    protected override TestWorld Open() => _database.Open();
}
