using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Usage;

/// <summary>What every store of usage does (<see cref="ReservationContract"/>), in SQLite, and how.</summary>
public sealed class SqliteUsageTests : ReservationContract, IDisposable
{
    private readonly UsageFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_report_and_a_standing_are_looked_up_by_the_tenant_and_the_day_and_read_no_event()
    {
        using TestWorld world = Open();
        await AddAsync(world, TestWorld.Acme, Event("e"));
        _file.Sent.Clear();
        await ReadAsync(world, TestWorld.Acme);
        using (var scope = new UsageScope(world, TestWorld.Acme))
        {
            await StoreOf(world).StandAsync(scope.Access, Today, Token);
            await UsageReservation.TakeAsync(StoreOf(world), scope.Access, Today, new UsageAmounts { Messages = 1 }, UsageAmounts.Unlimited, lost: null, Token);
        }

        string[] sent = [.. _file.Sent];
        Assert.Equal(3, sent.Length);
        Assert.All(sent, static sql => Assert.DoesNotContain("tenancy_usage_events", sql, StringComparison.Ordinal));
        List<string> plan = _file.Rows("EXPLAIN QUERY PLAN " + sent[0], "acme", 1, 2, "x");
        Assert.Contains(plan, static row => row.Contains("SEARCH tenancy_usage_days USING INDEX sqlite_autoindex_tenancy_usage_days_1 (tenant_id=? AND day>? AND day<?)", StringComparison.Ordinal));
        Assert.Contains(plan, static row => row.Contains("SEARCH tenancy_usage_models USING INDEX sqlite_autoindex_tenancy_usage_models_1 (tenant_id=? AND day>? AND day<?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, static row => row.Contains("SCAN tenancy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_tenant_is_first_in_every_key_and_a_parameter_of_every_statement()
    {
        using TestWorld world = Open();
        UsageReservation? taken;
        using (var scope = new UsageScope(world, TestWorld.Acme))
        {
            await StoreOf(world).StandAsync(scope.Access, Today, Token);
            _file.Sent.Clear();
            taken = await UsageReservation.TakeAsync(StoreOf(world), scope.Access, Today, new UsageAmounts { Messages = 1 }, UsageAmounts.Unlimited, lost: null, Token);
            await StoreOf(world).NoteWarningAsync(scope.Access, Today, UsageMeasure.Tokens, Token);
        }

        await AddAsync(world, TestWorld.Acme, Event("e"), taken);
        await ReadAsync(world, TestWorld.Acme);
        Assert.Equal(9, _file.Sent.Count);
        Assert.All(_file.Sent, static sql => Assert.True(
            sql.Contains("tenant_id = @p0", StringComparison.Ordinal) || sql.Contains("(tenant_id, ", StringComparison.Ordinal), sql));
        foreach (string table in (string[])["tenancy_usage_events", "tenancy_usage_days", "tenancy_usage_models"])
        {
            Assert.Equal("tenant_id", _file.Rows($"SELECT name FROM pragma_table_info('{table}') WHERE pk = 1").Single());
            Assert.All(_file.Rows($"SELECT name FROM pragma_index_list('{table}')"), index =>
                Assert.Equal("tenant_id", _file.Rows($"SELECT name FROM pragma_index_info('{index}') WHERE seqno = 0").Single()));
        }
    }

    [Fact]
    public async Task The_sums_of_the_days_are_those_of_the_rows_of_events_that_are_there()
    {
        using TestWorld world = Open();
        for (int i = 0; i < 20; i++)
        {
            await AddAsync(world, TestWorld.Acme, Event($"e{i}", Noon.AddDays(-(i % 3))) with { Model = i % 2 == 0 ? "a" : null, ToolCalls = i });
        }

        const string Sums = "count(*), sum(input_tokens), sum(output_tokens), sum(tool_calls), sum(messages), sum(cost_billionths)";
        const string Kept = "events, input_tokens, output_tokens, tool_calls, messages, cost_billionths";
        Assert.Equal(
            _file.Rows($"SELECT tenant_id, day, {Sums} FROM tenancy_usage_events GROUP BY tenant_id, day ORDER BY 1, 2"),
            _file.Rows($"SELECT tenant_id, day, {Kept} FROM tenancy_usage_days ORDER BY 1, 2"));
        Assert.Equal(
            _file.Rows($"SELECT tenant_id, day, coalesce(model, ''), {Sums} FROM tenancy_usage_events GROUP BY tenant_id, day, model ORDER BY 1, 2, 3"),
            _file.Rows($"SELECT tenant_id, day, model, {Kept} FROM tenancy_usage_models ORDER BY 1, 2, 3"));
    }

    [Fact]
    public async Task What_one_host_wrote_the_next_one_reads()
    {
        using (TestWorld first = Open())
        {
            Assert.Equal(UsageOutcome.Counted, await AddAsync(first, TestWorld.Acme, Event("e")));
        }

        using TestWorld second = Open();
        Assert.True(StoreOf(second).IsDurable);
        Assert.Equal(UsageOutcome.CountedBefore, await AddAsync(second, TestWorld.Acme, Event("e")));
        Assert.Equal(7, (await ReadAsync(second, TestWorld.Acme)).Totals.TotalTokens);
    }

    protected override TestWorld Open() => _file.Open();
}
