using System.Text.Json;
using Gateway.Tests.Storage;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.TestKit.PostgreSql;
using OpenClaw.Tenancy.Usage;

namespace Gateway.Tests.Usage;

/// <summary>What a tenant used, what it may use, and how often it may ask.</summary>
public sealed class UsageRouteTests(Cluster cluster)
{
    private const string Route = "/api/v1/usage";

    [Fact]
    public async Task Each_turn_is_counted_to_its_own_tenant_and_nobody_can_ask_for_another()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.ChatAsync(gateway.Member("acme"), "hello");
        await gateway.ChatAsync(gateway.Member("acme"), "hello again");
        JsonElement acme = await ReadAsync(gateway, "acme");
        JsonElement totals = acme.GetProperty("totals");
        Assert.Equal(
            ("acme", 2L, 3L, 5L, 8L, 2L, 0L),
            (acme.GetProperty("tenant_id").GetString()!, Number(totals, "message_count"), Number(totals, "input"), Number(totals, "output"), Number(totals, "total_tokens"), Number(totals, "count"), Number(totals, "tool_calls")));
        Assert.Equal(2, acme.GetProperty("daily").EnumerateArray().Sum(static d => Number(d, "message_count")));
        Assert.Equal("builtin", Assert.Single(acme.GetProperty("by_model").EnumerateArray()).GetProperty("provider").GetString());
        Assert.Empty(acme.GetProperty("limits").GetProperty("hard").EnumerateObject());
        Assert.Equal(0, Number((await ReadAsync(gateway, "globex")).GetProperty("totals"), "count"));

        foreach (string wrong in (string[])["tenant=globex", "tenant_id=acme", "from=2026-01-01&from=2026-01-01", "from=yesterday", "from=2026-1-1", "to=2026-01-01&from=2026-01-02", "from=2020-01-01&to=2026-01-01", "to=0001-01-02", "from=", "from=9999-12-31"])
        {
            Answer refused = await gateway.SendAsync("GET", $"{Route}?{wrong}", gateway.Member("acme"));
            Assert.Equal((wrong, 400, "invalid_request"), (wrong, refused.Status, refused.Code));
        }

        Assert.Equal("selector_mismatch", (await gateway.SendAsync("GET", Route, gateway.Member("acme"), json: null, ("X-Tenant-Id", "globex"))).Code);
        Assert.Equal("scope_missing", (await gateway.SendAsync("GET", Route, gateway.Token("platform", "operator.admin"))).Code);
    }

    [Fact]
    public async Task Without_a_configuration_nothing_is_limited()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Assert.Null(gateway.App.Services.GetService<IRequestLimiter>());
        Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"x"}""");
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Quota", answer.Headers);
    }

    [Fact]
    public async Task Soft_is_warned_of_and_hard_is_402_and_both_are_told_to_the_tenant_alone()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(Configured.Limits("""{"Quotas":{"PerTenant":{"SoftMessages":1,"HardMessages":2},"Tenants":{"globex":{"HardTokens":1000}}}}"""));
        Answer[] answers = [await TurnAsync(gateway, "acme"), await TurnAsync(gateway, "acme"), await TurnAsync(gateway, "acme")];
        Assert.Equal([200, 200, 402], answers.Select(static a => a.Status));
        Assert.Equal("quota_exceeded", answers[2].Code);
        Assert.Equal([false, true, false], answers.Select(static a => a.Headers.Contains("X-Quota-Warning: messages", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(200, (await TurnAsync(gateway, "globex")).Status);

        JsonElement acme = (await ReadAsync(gateway, "acme")).GetProperty("limits");
        Assert.Equal("""{"soft":{"messages":1},"hard":{"messages":2},"remaining":{"messages":0}}""", acme.GetRawText());
        Assert.Equal("""{"soft":{},"hard":{"tokens":1000},"remaining":{"tokens":997}}""", (await ReadAsync(gateway, "globex")).GetProperty("limits").GetRawText());
    }

    [Fact]
    public async Task A_run_that_fails_gives_back_what_was_reserved_for_it()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(s =>
        {
            Configured.Limits("""{"Quotas":{"PerTenant":{"HardMessages":1}}}""")(s);
            ScriptedAgent.In(agent)(s);
        });
        Task<Answer> failing = TurnAsync(gateway, "acme");
        while (agent.Asked is null)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(402, (await TurnAsync(gateway, "acme")).Status);
        agent.Fail("it broke");
        Assert.Equal(503, (await failing).Status);
        await Idle.AsyncOf(gateway);
        JsonElement acme = await ReadAsync(gateway, "acme");
        Assert.Equal((0L, 1L), (Number(acme.GetProperty("totals"), "count"), Number(acme.GetProperty("limits").GetProperty("remaining"), "messages")));

        // Nor does a request keep anything that never became a run.
        Assert.Equal(404, (await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"x","session_id":"s00000000000000000000000000000000"}""")).Status);
        Assert.Equal(400, (await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":""}""")).Status);
        Assert.Equal(1, Number((await ReadAsync(gateway, "acme")).GetProperty("limits").GetProperty("remaining"), "messages"));
    }

    [Fact]
    public async Task Past_its_rate_a_tenant_gets_429_with_a_time()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(Configured.Limits("""{"Requests":{"PerTenant":{"RequestsPerSecond":0.01,"Burst":2},"PerUser":{"Concurrent":50}}}"""));
        Assert.Equal(200, (await gateway.SendAsync("GET", Route, gateway.Member("acme"))).Status);
        Assert.Equal(200, (await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Member("acme"))).Status);
        Answer refused = await gateway.SendAsync("GET", Route, gateway.Member("acme"));
        Assert.Equal((429, "rate_limited"), (refused.Status, refused.Code));
        Assert.Contains("Retry-After: ", refused.Headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("no-store", refused.Headers);
        Assert.Equal(200, (await gateway.SendAsync("GET", Route, gateway.Member("globex"))).Status);
        Assert.Equal(200, (await gateway.SendAsync("GET", "/healthz", token: null)).Status);
    }

    [Fact]
    public void A_limit_that_nobody_knows_refuses_the_start()
    {
        Assert.Throws<TenancyConfigurationException>(() =>
        {
            var services = new ServiceCollection();
            Configured.Limits("""{"Quotas":{"PerTenant":{"HardMesages":1}}}""")(services);
            _ = services.BuildServiceProvider().GetRequiredService<Microsoft.Extensions.Options.IOptions<UsageQuotaOptions>>().Value;
        });
    }

    [Fact]
    public async Task Two_gateways_over_one_database_count_together()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        string database = cluster.NewDatabase();
        Action<IServiceCollection> limits = Configured.Limits("""{"Quotas":{"PerTenant":{"HardMessages":2}}}""");
        await using RunningGateway a = await RunningGateway.StartInAsync(first.Path, database, limits);
        Directory.CreateDirectory(second.Path);
        File.Copy(Path.Combine(first.Path, "secrets.key"), Path.Combine(second.Path, "secrets.key"));
        await using RunningGateway b = await RunningGateway.StartInAsync(second.Path, database, limits);
        List<int> statuses = [];
        foreach (RunningGateway gateway in (RunningGateway[])[a, b, a, b])
        {
            statuses.Add((await TurnAsync(gateway, "acme")).Status);
        }

        Assert.Equal([200, 200, 402, 402], statuses);
        Assert.Equal(2, Number((await ReadAsync(b, "acme")).GetProperty("totals"), "message_count"));
    }

    private static Task<Answer> TurnAsync(RunningGateway gateway, string tenant) => gateway.SendAsync("POST", "/api/v1/chat", gateway.Member(tenant), """{"message":"hello"}""");

    private static async Task<JsonElement> ReadAsync(RunningGateway gateway, string tenant)
    {
        Answer answer = await gateway.SendAsync("GET", Route, gateway.Member(tenant));
        Assert.Equal(200, answer.Status);
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
