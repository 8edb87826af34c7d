using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Auditing;

/// <summary>A trail over HTTP: each tenant sees its own, and the platform's operator the platform's.</summary>
public sealed class AuditRouteTests
{
    private const string Route = "/api/v1/audit";

    [Fact]
    public async Task Tenant_reads_its_own_trail_and_nothing_of_anothers()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string run = (await gateway.ChatAsync(gateway.Member("globex"), "hello")).Run;
        await DenyAsync(gateway, "acme", "canary-of-acme", run);
        await DenyAsync(gateway, "acme", "canary-of-acme", "r0");
        await DenyAsync(gateway, "globex", "canary-of-globex", "r0");

        Answer acme = await ReadAsync(gateway, "acme", string.Empty, 2);
        Assert.Contains("canary-of-acme", acme.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("globex", acme.Body, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(acme.Body).RootElement;
        JsonElement[] records = [.. root.GetProperty("records").EnumerateArray()];
        Assert.Equal([2, 1], records.Select(static r => r.GetProperty("sequence").GetInt32()));

        // What is foreign and what is not there look alike but for the name that the caller gave.
        Assert.Single(records.Select(static r => (r.GetProperty("action").GetString(), r.GetProperty("reason_code").GetString())).Distinct());
        Assert.Equal((2, true), (root.GetProperty("chain").GetProperty("length").GetInt32(), root.GetProperty("chain").GetProperty("verified").GetBoolean()));
        Assert.Equal(records[0].GetProperty("hash").GetString(), root.GetProperty("chain").GetProperty("head").GetString());
    }

    [Fact]
    public async Task Filters_narrow_and_cursors_go_on()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            await DenyAsync(gateway, "acme", $"subject-{i % 2}", $"r{i}");
        }

        await ReadAsync(gateway, "acme", string.Empty, 5);
        Assert.Equal(3, await CountAsync(gateway, "?actor=subject-0"));
        Assert.Equal(1, await CountAsync(gateway, "?run_id=r3"));
        Assert.Equal(0, await CountAsync(gateway, "?outcome=allowed"));
        Assert.Equal(5, await CountAsync(gateway, "?outcome=denied"));
        Answer first = await gateway.SendAsync("GET", Route + "?limit=2", Admin(gateway, "acme"));
        string cursor = first.Member("next_cursor");
        Assert.Equal(2, await CountAsync(gateway, $"?limit=2&cursor={cursor}"));
        Assert.Equal(400, (await gateway.SendAsync("GET", $"{Route}?cursor={cursor}", Admin(gateway, "globex"))).Status);
    }

    [Theory]
    [InlineData("\"outcome\":\"denied\"", "\"outcome\":\"denied\"#")]
    [InlineData("\"action\":\"runs.read\"", "\"action\":\"runs.stop\"")]
    public async Task Trail_that_was_changed_under_the_running_host_is_said_to_be_broken_and_where(string from, string to)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await DenyAsync(gateway, "acme", "alice", $"r{i}");
        }

        await (await gateway.WatchAsync()).NewInAsync("acme");
        string file = Path.Combine(gateway.DataFolder, "audit", "ledger.jsonl");
        string text = File.ReadAllText(file);
        string second = text.Split('\n').First(static l => l.Contains("\"sequence\":2,", StringComparison.Ordinal) && l.Contains("\"tenant\":\"acme\"", StringComparison.Ordinal));
        int at = text.IndexOf(from, text.IndexOf(second, StringComparison.Ordinal), StringComparison.Ordinal);

        // Of the same length, so that the places of the others stay.
        string changed = text[..at] + to[..from.Length] + text[(at + from.Length)..];
        if (to.Length > from.Length)
        {
            changed = text[..at] + "#" + text[(at + 1)..];
        }

        await using (FileStream stream = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(changed));
        }

        Answer answer = await gateway.SendAsync("GET", Route, Admin(gateway, "acme"));
        Assert.Equal(200, answer.Status);
        JsonElement chain = JsonDocument.Parse(answer.Body).RootElement.GetProperty("chain");
        Assert.Equal((false, 2), (chain.GetProperty("verified").GetBoolean(), chain.GetProperty("broken_at").GetInt32()));
    }

    [Theory]
    [InlineData("?tenant=globex")]
    [InlineData("?outcome=maybe")]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?cursor=AAAA")]
    [InlineData("?actor=")]
    [InlineData("?run_id=a&run_id=b")]
    public async Task What_is_not_known_is_refused(string query)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();

        Answer answer = await gateway.SendAsync("GET", Route + query, Admin(gateway, "acme"));
        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Trails_take_an_admin_and_the_platforms_an_operator()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string olga = gateway.Token("platform", "operator.admin");

        Assert.Equal(403, (await gateway.SendAsync("GET", Route, gateway.Member("acme"))).Status);
        Assert.Equal(403, (await gateway.SendAsync("GET", Route, olga)).Status);
        Assert.Equal(403, (await gateway.SendAsync("GET", "/api/v1/platform/audit", Admin(gateway, "acme"))).Status);
        Assert.Equal(401, (await gateway.SendAsync("GET", Route, token: null)).Status);
        Answer platform = await gateway.SendAsync("GET", "/api/v1/platform/audit", olga);
        Assert.Equal(200, platform.Status);
    }

    private static string Admin(RunningGateway gateway, string tenant) => gateway.Token(tenant, "operator.admin");

    private static async Task DenyAsync(RunningGateway gateway, string tenant, string subject, string run) =>
        Assert.Equal(404, (await gateway.SendAsync("GET", $"/v1/runs/{run}", gateway.TokenOf(tenant, subject, "operator.read"))).Status);

    private static async Task<int> CountAsync(RunningGateway gateway, string query) =>
        JsonDocument.Parse((await gateway.SendAsync("GET", Route + query, Admin(gateway, "acme"))).Body).RootElement.GetProperty("records").GetArrayLength();

    // What a refusal leaves is written in the background.
    private static async Task<Answer> ReadAsync(RunningGateway gateway, string tenant, string query, int records)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Answer answer = await gateway.SendAsync("GET", Route + query, Admin(gateway, tenant));
            Assert.Equal(200, answer.Status);
            if (JsonDocument.Parse(answer.Body).RootElement.GetProperty("records").GetArrayLength() >= records)
            {
                return answer;
            }

            await Task.Delay(20, late.Token);
        }
    }
}
