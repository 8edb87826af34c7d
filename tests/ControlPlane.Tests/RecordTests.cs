using ControlPlane.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;

namespace ControlPlane.Tests;

/// <summary>So many requests, so many records, on each side that took part, the refused ones included. Where that is asked for, nothing is done without its record.</summary>
public sealed class RecordTests
{
    private const string List = "sessions.list";
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly TenantId Globex = TenantId.From("globex");

    [Theory]
    [InlineData(AllowedRecords.Emitted)]
    [InlineData(AllowedRecords.Durable)]
    public async Task So_many_requests_are_so_many_records_on_each_side(AllowedRecords records)
    {
        await using ControlWorld world = await StartAsync(records, new FailingLedger(), new FailingLedger());
        string alice = (await world.ExchangeAsync(world.Login("alice"), "acme")).Member("access_token");
        string looker = (await world.ExchangeAsync(world.Login("alice"), "globex")).Member("access_token");
        Assert.Equal(401, (await world.ExchangeAsync(world.Login("carol"), "globex")).Status);
        Assert.Equal(401, (await world.ExchangeAsync("forged", "acme")).Status);
        const int Rounds = 5;
        for (int i = 0; i < Rounds; i++)
        {
            Assert.Equal(200, await StatusAsync(world, alice, "acme", List, $"list-{i}"));
            Assert.Equal(200, await StatusAsync(world, alice, "acme", "sessions.create", $"create-{i}"));
            Assert.Equal(404, (await world.DispatchAsync(alice, "acme", $$$"""{"method":"sessions.read","params":{"session_id":"absent"},"correlation_id":"read-{{{i}}}"}""")).Status);
            Assert.Equal(403, await StatusAsync(world, alice, "globex", List, $"foreign-{i}"));
            Assert.Equal(401, await StatusAsync(world, token: null, "acme", List, $"stranger-{i}"));
            Assert.Equal(200, await StatusAsync(world, looker, "globex", List, $"other-{i}"));
            Assert.Equal(401, (await world.Planes["acme"].GetAsync("/api/v1/sessions", token: null)).Status);
        }

        AuditEnvelope[] control = [.. await world.TrailAsync(Acme), .. await world.TrailAsync(Globex), .. await world.TrailAsync(TenantId.Platform)];
        Assert.Equal((2, 2), Counted(control, "tokens.exchange"));
        Assert.Equal((4 * Rounds, 2 * Rounds), Counted(control, "dispatch"));
        Assert.Equal((4 * Rounds, 0), Counted(control, "runtime_tokens.issue"));
        Assert.All(control.Where(static e => e.Outcome == AuditOutcome.Allowed), static e => Assert.Equal(e.Tenant, e.EffectiveTenant));
        Assert.All(control.Where(static e => e.EffectiveTenant is not null), static e => Assert.NotNull(e.Actor));

        // What did not come so far leaves nothing here.
        AuditEnvelope[] data = [.. await world.Planes["acme"].TrailAsync(Acme)];
        Assert.Equal(
            Enumerable.Range(0, Rounds).SelectMany(static i => (string[])[$"create-{i}", $"list-{i}", $"read-{i}"]).Order(StringComparer.Ordinal),
            data.Select(static e => e.CorrelationId).Order(StringComparer.Ordinal));
        Assert.Equal(Rounds, data.Count(static e => (e.Outcome, e.ReasonCode) == (AuditOutcome.Denied, "not_found")));
        Assert.All(data, e => Assert.Equal((Acme, ControlWorld.SubjectOf(alice), "control-plane"), (e.EffectiveTenant, e.Actor, e.Issuer)));
        Assert.Equal(Rounds, (await world.Planes["acme"].TrailAsync(TenantId.Platform)).Count(static e => e.ReasonCode == "claim_missing"));
        Assert.Equal(Rounds, (await world.Planes["globex"].TrailAsync(Globex)).Count);
        Assert.Empty(await world.Planes["globex"].TrailAsync(Acme));
    }

    [Fact]
    public async Task Durable_without_its_record_at_the_data_plane_nothing_is_done()
    {
        var ledger = new FailingLedger();
        await using ControlWorld world = await StartAsync(AllowedRecords.Durable, new FailingLedger(), ledger);
        string alice = await world.TokenAsync("alice", "acme");
        ledger.Appends = false;

        Answered refused = await DispatchAsync(world, alice, "acme", "sessions.create", "corr-1");

        Assert.Equal((503, "dependency_unavailable"), (refused.Status, refused.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
        ledger.Appends = true;
        Answered list = await DispatchAsync(world, alice, "acme", List, "corr-2");
        Assert.Equal((200, """{"sessions":[]}"""), (list.Status, list.Member("result")));
        AuditEnvelope[] data = [.. await world.Planes["acme"].TrailAsync(Acme)];
        Assert.All(data.Where(static e => e.CorrelationId == "corr-1"), static e => Assert.Equal((AuditOutcome.Denied, "audit_unavailable"), (e.Outcome, e.ReasonCode)));
    }

    [Fact]
    public async Task Durable_without_its_record_at_the_control_plane_nothing_is_asked_of_a_data_plane()
    {
        var ledger = new FailingLedger();
        await using ControlWorld world = await StartAsync(AllowedRecords.Durable, ledger, new FailingLedger());
        string alice = await world.TokenAsync("alice", "acme");
        ledger.Appends = false;

        Answered exchange = await world.ExchangeAsync(world.Login("alice"), "acme");
        Answered dispatch = await DispatchAsync(world, alice, "acme", "sessions.create", "corr-1");

        Assert.Equal((503, "dependency_unavailable", 503, "dependency_unavailable"), (exchange.Status, exchange.Code, dispatch.Status, dispatch.Code));
        Assert.Empty(exchange.Member("access_token"));
        Assert.Empty(world.Planes["acme"].Calls.Take());
        Assert.Empty(await world.Planes["acme"].TrailAsync(Acme));
        AuditEnvelope[] control = [.. await world.TrailAsync(Acme)];
        Assert.DoesNotContain(control, static e => e.Outcome == AuditOutcome.Allowed && e.Action is "dispatch" or "runtime_tokens.issue");
        Assert.Equal("audit_unavailable", Assert.Single(control, static e => e.Action == "dispatch").ReasonCode);
    }

    [Fact]
    public async Task Emitted_a_ledger_that_fails_changes_no_answer()
    {
        var control = new FailingLedger();
        var data = new FailingLedger();
        await using ControlWorld world = await StartAsync(AllowedRecords.Emitted, control, data);
        string alice = await world.TokenAsync("alice", "acme");
        string before = (await DispatchAsync(world, alice, "acme", List, "corr-1")).Body;
        (control.Emits, data.Emits, data.Appends) = (false, false, false);

        Assert.Equal(before, (await DispatchAsync(world, alice, "acme", List, "corr-1")).Body);
        Assert.Equal(200, await StatusAsync(world, alice, "acme", "sessions.create", "corr-2"));
        Assert.Equal(403, await StatusAsync(world, alice, "globex", List, "corr-3"));
        Assert.NotEmpty(world.Planes["acme"].Calls.Take());
    }

    private static Task<ControlWorld> StartAsync(AllowedRecords records, FailingLedger control, FailingLedger data) => ControlWorld.StartAsync(
        static o => o with { Attempts = 1 }, s => control.PutBefore(s, records), planeServices: s => data.PutBefore(s, records));

    private static Task<Answered> DispatchAsync(ControlWorld world, string? token, string tenant, string method, string correlation) =>
        world.DispatchAsync(token, tenant, $$"""{"method":"{{method}}","correlation_id":"{{correlation}}"}""");

    private static async Task<int> StatusAsync(ControlWorld world, string? token, string tenant, string method, string correlation) =>
        (await DispatchAsync(world, token, tenant, method, correlation)).Status;

    private static (int Allowed, int Denied) Counted(AuditEnvelope[] trail, string action)
    {
        AuditEnvelope[] of = [.. trail.Where(e => e.Action == action)];
        return (of.Count(static e => e.Outcome == AuditOutcome.Allowed), of.Count(static e => e.Outcome == AuditOutcome.Denied));
    }
}
