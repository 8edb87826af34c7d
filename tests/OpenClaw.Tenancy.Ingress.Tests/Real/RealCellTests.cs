using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Two tenants on two real gateways, at the same time: by frames, and by the official client.</summary>
[Collection(RealCollection.Name)]
public sealed class RealCellTests(RealCells cells, ITestOutputHelper output)
{
    [Fact]
    public async Task Two_tenants_go_through_a_day_by_frames()
    {
        RealPrograms.SkipWhereAbsent();
        string[] seen = await Task.WhenAll(DayAsync("acme"), DayAsync("globex"));

        Assert.DoesNotContain("canary-globex", seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("canary-acme", seen[1], StringComparison.Ordinal);
        Assert.All(seen, text => Assert.DoesNotContain(cells.A.Token, text, StringComparison.Ordinal));
        output.WriteLine($"A cell: ready after {cells.A.Started.TotalSeconds:0.0} s with {cells.A.StartedBytes / 1024 / 1024} MiB, its children's among them; after its turns {cells.A.ResidentBytes() / 1024 / 1024} MiB.");
    }

    [Fact]
    public async Task Two_tenants_go_through_a_day_by_the_official_client()
    {
        RealPrograms.SkipWhereAbsent();
        string[] tenants = ["acme", "globex"];
        JsonElement[] seen = await Task.WhenAll(tenants.Select(t => OfficialClient.RunAsync(cells.Host.Address, PlainDoor.Credential(t), $"canary-{t}")));
        for (int i = 0; i < 2; i++)
        {
            JsonElement one = seen[i];
            string canary = $"canary-{tenants[i]}", slow = $"canary-slow-{tenants[i]}";
            Assert.Equal("final", one.GetProperty("final").GetProperty("state").GetString());
            Assert.Contains(canary, one.GetProperty("final").GetRawText(), StringComparison.Ordinal);
            Assert.Contains(canary, one.GetProperty("history").GetRawText(), StringComparison.Ordinal);
            Assert.Contains($"official-{canary}", one.GetProperty("list").GetRawText(), StringComparison.Ordinal);
            Assert.Equal("aborted", one.GetProperty("aborted").GetProperty("state").GetString());
            Assert.Equal("scope_missing", one.GetProperty("admin").GetString());
            Assert.Contains(slow, one.GetProperty("after").GetRawText(), StringComparison.Ordinal);
            Assert.Equal(0, one.GetProperty("gaps").GetArrayLength());
            string[] canaries = [.. one.GetProperty("canaries").EnumerateArray().Select(static c => c.GetString()!)];
            Assert.Subset(canaries.ToHashSet(), new HashSet<string>([canary, slow]));

            // It may hear of sessions that its tenant has otherwise, and of nobody else's.
            Assert.DoesNotContain(canaries, c => c.Contains(tenants[1 - i], StringComparison.Ordinal));
            Assert.DoesNotContain($"canary-{tenants[1 - i]}", one.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_cell_asks_the_model_by_its_own_credential()
    {
        RealPrograms.SkipWhereAbsent();
        foreach ((string tenant, RealGateway own) in ((string, RealGateway)[])[("acme", cells.A), ("globex", cells.B)])
        {
            string canary = $"canary-key-of-{tenant}", key = $"agent:main:key-of-{tenant}";
            using FrameClient client = await ConnectAsync(tenant);
            await client.OkAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say {{canary}}","idempotencyKey":"key-of-{{tenant}}"}""");
            await RealCells.FinalAsync(client, key, own);
            string[] credentials = [.. cells.Model.Calls.Where(call => call.Asked.Contains(canary, StringComparison.Ordinal)).Select(static call => call.Credential).Distinct(StringComparer.Ordinal)];
            Assert.Equal([$"Bearer {own.ModelKey}"], credentials);
        }

        Assert.NotEqual(cells.A.ModelKey, cells.B.ModelKey);
    }

    private async Task<string> DayAsync(string tenant)
    {
        string key = $"agent:main:frames-{tenant}";
        using FrameClient client = await ConnectAsync(tenant);
        string seen = client.Hello.GetRawText();
        seen += (await client.OkAsync("sessions.create", $$"""{"key":"{{key}}","label":"frames-{{tenant}}"}""")).GetRawText();
        seen += (await client.OkAsync("sessions.messages.subscribe", $$"""{"key":"{{key}}"}""")).GetRawText();
        await client.OkAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-{{tenant}}","idempotencyKey":"turn-{{tenant}}"}""");
        string text = await RealCells.FinalAsync(client, key, tenant == "acme" ? cells.A : cells.B);
        Assert.Contains($"canary-{tenant}", text, StringComparison.Ordinal);
        string history = (await client.OkAsync("chat.history", $$"""{"sessionKey":"{{key}}","limit":20}""")).GetRawText();
        Assert.Contains($"say canary-{tenant}", history, StringComparison.Ordinal);
        string list = (await client.OkAsync("sessions.list", "{}")).GetRawText();
        Assert.Contains(key, list, StringComparison.Ordinal);
        await client.OkAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-slow-{{tenant}}","idempotencyKey":"slow-{{tenant}}"}""");
        await RealCells.SpokenAsync(client);
        await client.OkAsync("chat.abort", $$"""{"sessionKey":"{{key}}","runId":"slow-{{tenant}}"}""");
        (string state, string aborted) = await RealCells.EndAsync(client, key);
        Assert.Equal("aborted", state);
        using FrameClient again = await ConnectAsync(tenant);
        string after = (await again.OkAsync("chat.history", $$"""{"sessionKey":"{{key}}","limit":20}""")).GetRawText();
        Assert.Contains($"say canary-slow-{tenant}", after, StringComparison.Ordinal);
        return seen + text + history + list + aborted + after + string.Join('\n', client.Seen);
    }

    private async Task<FrameClient> ConnectAsync(string tenant, string scopes = "operator.read,operator.write") =>
        await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential(tenant, scopes));
}
