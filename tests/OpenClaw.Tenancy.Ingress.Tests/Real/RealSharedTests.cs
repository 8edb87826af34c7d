using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Two tenants on one real gateway, at the same time, by frames.</summary>
[Collection(RealCollection.Name)]
public sealed class RealSharedTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_tenants_share_a_gateway_and_neither_learns_of_the_other()
    {
        RealPrograms.SkipWhereAbsent();
        await using RealShared shared = await RealShared.StartAsync();
        output.WriteLine($"A shared gateway: ready after {shared.Gateway.Started.TotalSeconds:0.0} s, {shared.Gateway.ResidentBytes() / 1024 / 1024} MiB resident.");

        string[] days = await Task.WhenAll(DayAsync(shared, "acme"), DayAsync(shared, "globex"));
        foreach ((string own, string other, string day) in ((string, string, string)[])[("acme", "globex", days[0]), ("globex", "acme", days[1])])
        {
            Assert.DoesNotContain($"canary-{other}", day, StringComparison.Ordinal);
            Assert.DoesNotContain(RealShared.Agent(other), day, StringComparison.Ordinal);
            Assert.DoesNotContain(RealShared.Agent(own), day, StringComparison.Ordinal);
            Assert.DoesNotContain(shared.Gateway.Token, day, StringComparison.Ordinal);
        }

        output.WriteLine($"With two tenants: {shared.Gateway.ResidentBytes() / 1024 / 1024} MiB resident.");
    }

    private static async Task<string> DayAsync(RealShared shared, string tenant)
    {
        using FrameClient client = await shared.ConnectAsync(tenant);
        await client.OkAsync("sessions.create", $$"""{"key":"day","label":"day-of-{{tenant}}"}""");
        await client.OkAsync("sessions.messages.subscribe", """{"key":"day"}""");
        await client.OkAsync("chat.send", $$"""{"sessionKey":"day","message":"say canary-{{tenant}}","idempotencyKey":"turn"}""");
        string text = await RealCells.FinalAsync(client, "agent:main:day", shared.Gateway);
        Assert.Contains($"canary-{tenant}", text, StringComparison.Ordinal);
        Assert.Contains($"say canary-{tenant}", (await client.OkAsync("chat.history", """{"sessionKey":"day","limit":20}""")).GetRawText(), StringComparison.Ordinal);
        JsonElement list = (await client.OkAsync("sessions.list")).GetProperty("sessions");
        Assert.Contains(list.EnumerateArray(), static row => row.GetProperty("key").GetString() == "agent:main:day");
        await client.OkAsync("chat.send", $$"""{"sessionKey":"day","message":"say canary-slow-{{tenant}}","idempotencyKey":"slow"}""");
        await RealCells.SpokenAsync(client);
        await client.OkAsync("chat.abort", """{"sessionKey":"day","runId":"slow"}""");
        Assert.Equal("aborted", (await RealCells.EndAsync(client, "agent:main:day")).State);
        using FrameClient again = await shared.ConnectAsync(tenant);
        Assert.Contains($"say canary-slow-{tenant}", (await again.OkAsync("chat.history", """{"sessionKey":"day","limit":20}""")).GetRawText(), StringComparison.Ordinal);
        return string.Join('\n', client.Seen.Concat(again.Seen));
    }
}
