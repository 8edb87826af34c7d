using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.BreakGlass;

/// <summary>An operator reads the trail of one tenant under a grant, page by page, and each page is on record.</summary>
public sealed class GrantedTrailTests
{
    private const string Route = "/api/v1/audit";
    private const string Path = "/api/v1/break-glass";

    [Fact]
    public async Task Grant_reads_the_trail_of_its_target_page_by_page_and_each_page_stands_in_both_trails()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        foreach (string tenant in (string[])["acme", "globex"])
        {
            for (int i = 0; i < 5; i++)
            {
                await gateway.SendAsync("GET", $"/v1/runs/r{i}", gateway.TokenOf(tenant, $"reader-of-{tenant}", "operator.read"));
            }
        }

        string token = await OpenAsync(gateway);
        await gateway.WatchAsync();
        var found = new List<JsonElement>();
        int pages = 0;
        for (string query = "?limit=2&outcome=denied"; query.Length > 0; pages++)
        {
            Answer answer = await gateway.SendAsync("GET", Route + query, token);
            Assert.Equal(200, answer.Status);
            JsonElement root = JsonDocument.Parse(answer.Body).RootElement;
            found.AddRange(root.GetProperty("records").EnumerateArray());
            query = root.TryGetProperty("next_cursor", out JsonElement next) ? $"?limit=2&outcome=denied&cursor={next.GetString()}" : string.Empty;
        }

        Assert.Equal(5, found.Count(static r => r.GetProperty("actor").GetString() == "reader-of-acme"));
        Assert.DoesNotContain(found, static r => r.GetRawText().Contains("globex", StringComparison.Ordinal));
        Answer acme = await gateway.SendAsync("GET", Route, gateway.Token("acme", "operator.admin"));
        Answer platform = await gateway.SendAsync("GET", "/api/v1/platform/audit", gateway.Token("platform", "operator.admin"));
        foreach (Answer trail in (Answer[])[acme, platform])
        {
            Assert.Equal(pages, JsonDocument.Parse(trail.Body).RootElement.GetProperty("records").EnumerateArray().Count(static r =>
                r.GetProperty("action").GetString() == "audit.read" && r.TryGetProperty("way", out JsonElement way) && way.GetString() == "grant"));
        }
    }

    [Fact]
    public async Task Selector_of_a_tenant_without_records_and_of_an_unknown_one_are_one_answer()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string admin = gateway.Token("acme", "operator.admin");

        Answer empty = await gateway.SendAsync("GET", Route, admin, json: null, ("X-Tenant-Id", "initech"));
        Answer unknown = await gateway.SendAsync("GET", Route, admin, json: null, ("X-Tenant-Id", "hooli"));
        Assert.Equal(403, empty.Status);
        Assert.True(empty.IsLike(unknown), $"{empty}\n{unknown}");
    }

    private static async Task<string> OpenAsync(RunningGateway gateway)
    {
        string olga = gateway.TokenOf("platform", "olga", "operator.admin");
        string id = (await gateway.SendAsync(
            "POST", Path, olga, """{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["operator.admin"],"duration_seconds":600}""")).Member("grant_id");
        Assert.Equal(200, (await gateway.SendAsync("POST", $"{Path}/{id}/approve", gateway.TokenOf("platform", "otto", "operator.admin"))).Status);
        return (await gateway.SendAsync("POST", $"{Path}/{id}/token", olga)).Member("token");
    }
}
