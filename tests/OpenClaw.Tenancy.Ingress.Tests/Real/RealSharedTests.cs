using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Two tenants on one real gateway, at the same time; and one of them as an attacker of the other.</summary>
[Collection(RealCollection.Name)]
public sealed class RealSharedTests(ITestOutputHelper output)
{
    // Whatever of a request could name something of somebody.
    private static readonly string[] Places =
    [
        "sessionKey", "key", "keys", "sessionId", "runId", "agentId", "id", "name", "label", "search", "messageId", "parentSessionKey", "spawnedBy", "idempotencyKey", "to", "path", "cursor", "approvalId", "taskId", "message",
    ];

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

        await AttackAsync(shared);
        output.WriteLine($"With two tenants: {shared.Gateway.ResidentBytes() / 1024 / 1024} MiB resident.");
    }

    private static async Task<string> DayAsync(RealShared shared, string tenant)
    {
        using FrameClient client = await shared.ConnectAsync(tenant);
        await OkAsync(client, "sessions.create", $$"""{"key":"day","label":"{{Label(tenant)}}"}""");
        await OkAsync(client, "sessions.messages.subscribe", """{"key":"day"}""");
        await OkAsync(client, "chat.send", $$"""{"sessionKey":"day","message":"say canary-{{tenant}}","idempotencyKey":"turn"}""");
        (string state, string text) = await RealCells.EndAsync(client, "agent:main:day");
        Assert.Equal("final", state);
        Assert.Contains($"canary-{tenant}", text, StringComparison.Ordinal);
        Assert.Contains($"say canary-{tenant}", (await OkAsync(client, "chat.history", """{"sessionKey":"day","limit":20}""")).GetRawText(), StringComparison.Ordinal);
        JsonElement list = (await OkAsync(client, "sessions.list", "{}")).GetProperty("payload").GetProperty("sessions");
        Assert.Contains(list.EnumerateArray(), static row => row.GetProperty("key").GetString() == "agent:main:day");
        await OkAsync(client, "chat.send", $$"""{"sessionKey":"day","message":"say canary-slow-{{tenant}}","idempotencyKey":"slow"}""");
        await RealCells.SpokenAsync(client);
        await OkAsync(client, "chat.abort", """{"sessionKey":"day","runId":"slow"}""");
        Assert.Equal("aborted", (await RealCells.EndAsync(client, "agent:main:day")).State);
        using FrameClient again = await shared.ConnectAsync(tenant);
        Assert.Contains($"say canary-slow-{tenant}", (await OkAsync(again, "chat.history", """{"sessionKey":"day","limit":20}""")).GetRawText(), StringComparison.Ordinal);
        return string.Join('\n', client.Seen.Concat(again.Seen));
    }

    // Every method of the gateway's own list, with everything of acme's in every place, by an admin of globex.
    private async Task AttackAsync(RealShared shared)
    {
        JsonElement before = await StateAsync(shared);
        string session = before.GetProperty("sessionId").GetString()!;
        string agent = RealShared.Agent("acme");
        string[] names = [$"agent:{agent}:day", $"agent:{agent.ToUpperInvariant()}:day", $"agent::{agent}:day", agent, session, $"{agent}.turn", "canary-acme"];

        // What globex writes itself comes back to it, such as a session of its own under the id of acme's. These it never writes.
        string[] secrets = ["say canary-acme", "The canary is canary-acme", Label("acme"), agent];
        using FrameClient globex = await shared.ConnectAsync("globex", "operator.admin");
        var report = new StringBuilder("| method | answers | sent on |\n|---|---|---|\n");
        foreach (string method in shared.Methods)
        {
            bool isMapped = globex.Hello.GetProperty("features").GetProperty("methods").EnumerateArray().Any(m => m.GetString() == method);
            Dictionary<string, int> codes = new(StringComparer.Ordinal);
            foreach (string parameters in names.SelectMany(name => isMapped ? Places.SelectMany(place => Parameters(method, place, name)) : [All(name)]))
            {
                int from = globex.Seen.Count;
                JsonElement answer = await globex.CallAsync(method, parameters);
                string code = answer.GetProperty("ok").GetBoolean() ? "ok" : answer.GetProperty("error").GetProperty("code").GetString()!;
                codes[code] = codes.GetValueOrDefault(code) + 1;
                string told = string.Join('\n', globex.Seen.Skip(from));
                Assert.False(secrets.Any(secret => told.Contains(secret, StringComparison.Ordinal)), $"{method} {parameters}: {told}");
            }

            Assert.True(isMapped || codes.Keys.All(static c => c is "not_found" or "scope_missing"), method + string.Join(',', codes));
            report.Append(CultureInfo.InvariantCulture, $"| {method} | {string.Join(", ", codes.Select(static c => $"{c.Key} {c.Value}"))} | {(isMapped ? "mapped" : "never")} |\n");
        }

        JsonElement after = await StateAsync(shared);
        Assert.Equal(before.GetProperty("label").GetString(), after.GetProperty("label").GetString());
        Assert.Equal(before.GetProperty("messages").GetRawText(), after.GetProperty("messages").GetRawText());
        string path = Path.Combine(AppContext.BaseDirectory, "shared-gateway-methods.md");
        await File.WriteAllTextAsync(path, report.ToString());
        output.WriteLine($"{shared.Methods.Length} methods tried; the answers to each are in {Path.GetFileName(path)} beside the test program.");
    }

    private static string Label(string tenant) => $"label-that-only-{tenant}-knows";

    private static IEnumerable<string> Parameters(string method, string place, string name)
    {
        string value = place == "keys" ? $"[\"{name}\"]" : $"\"{name}\"";
        yield return $$"""{"{{place}}":{{value}}}""";
        string own = method switch
        {
            "chat.send" => "\"sessionKey\":\"own\",\"message\":\"say canary-globex\",\"idempotencyKey\":\"attack\"",
            "chat.history" or "chat.abort" => "\"sessionKey\":\"own\"",
            "agent.wait" => "\"runId\":\"attack\",\"timeoutMs\":1",
            "sessions.preview" => "\"keys\":[\"own\"]",
            "sessions.create" => "\"label\":\"of-globex\"",
            "exec.approval.resolve" => "\"decision\":\"deny\"",
            _ => "\"key\":\"own\"",
        };
        if (!own.Contains($"\"{place}\"", StringComparison.Ordinal))
        {
            yield return $$"""{{{own}},"{{place}}":{{value}}}""";
        }
    }

    private static string All(string name) => $"{{{string.Join(',', Places.Select(place => place == "keys" ? $"\"keys\":[\"{name}\"]" : $"\"{place}\":\"{name}\""))}}}";

    private static async Task<JsonElement> StateAsync(RealShared shared)
    {
        string key = $"agent:{RealShared.Agent("acme")}:day";
        JsonElement history = (await OkAsync(shared.Owner, "chat.history", $$"""{"sessionKey":"{{key}}"}""")).GetProperty("payload");
        JsonElement session = (await OkAsync(shared.Owner, "sessions.describe", $$"""{"key":"{{key}}"}""")).GetProperty("payload").GetProperty("session");
        return JsonSerializer.SerializeToElement(new { sessionId = history.GetProperty("sessionId").GetString(), messages = history.GetProperty("messages"), label = session.GetProperty("label").GetString() });
    }

    private static async Task<JsonElement> OkAsync(FrameClient client, string method, string parameters)
    {
        JsonElement answer = await client.CallAsync(method, parameters);
        Assert.True(answer.GetProperty("ok").GetBoolean(), method + answer.GetRawText());
        return answer;
    }
}
