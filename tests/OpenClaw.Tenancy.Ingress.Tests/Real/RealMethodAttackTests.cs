using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Every method of a real gateway's own list, with everything of another tenant's in every place, by an admin: what is answered, what reaches the gateway, and what has changed.</summary>
[Collection(RealCollection.Name)]
public sealed class RealMethodAttackTests(ITestOutputHelper output)
{
    private const string Own = "own";

    [Fact]
    public async Task No_method_returns_or_changes_anything_of_another_tenant()
    {
        RealPrograms.SkipWhereAbsent();
        await using RealShared shared = await RealShared.StartAsync();
        var spy = new OpenGuards(isAsked: true, isAnswered: true);
        await using IngressHost host = await RealShared.BeforeAsync(shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient run = (await RealShared.OwnerAsync(shared.Gateway)).Owner, other = (await RealShared.OwnerAsync(shared.Gateway)).Owner;
        using FrameClient acme = await shared.ConnectAsync("acme");
        TenantThings things = await TenantThings.MakeAsync(shared, acme, run, "acme");
        using FrameClient globex = await FrameClient.ConnectAsync(host, PlainDoor.Credential("globex", "operator.admin", milliseconds: 3_000_000), ",\"caps\":[\"exec-approvals\",\"tool-events\"]");
        string approval = await RealShared.AskApprovalAsync(other, RealShared.Agent("globex"), "echo globex");
        Assert.Equal(approval, (await globex.EventAsync("exec.approval.requested")).GetProperty("payload").GetProperty("id").GetString());
        await globex.OkAsync("sessions.create", $$"""{"key":"{{Own}}"}""");
        SortedDictionary<string, string> before = await TenantState.ReadAsync(shared, things.Agent);
        int told = acme.Seen.Count;
        spy.Forwarded.Clear();

        long began = Stopwatch.GetTimestamp();
        string[] mapped = [.. globex.Hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(static m => m.GetString()!)];
        var report = new MethodReport();
        int tried = 0, forwarded = 0;
        foreach (string method in shared.Methods)
        {
            Dictionary<string, int> answers = await TryAsync(globex, method, Requests(method, mapped.Contains(method), things, approval), things);
            (string Tenant, string Method, string Parameters)[] sent = [.. spy.Forwarded];
            spy.Forwarded.Clear();
            Assert.True(mapped.Contains(method) || (sent.Length == 0 && answers.Keys.All(static c => c is "not_found" or "scope_missing")), $"{method}: {string.Join(',', answers)}, {sent.Length} sent on");
            report.Add(method, answers, sent.Length, sent.Count(s => NamesAsText(s, method, things)));
            (tried, forwarded) = (tried + answers.Values.Sum(), forwarded + sent.Length);
        }

        string path = Path.Combine(AppContext.BaseDirectory, "shared-gateway-methods.md");
        await report.WriteAsync(path);
        output.WriteLine($"{shared.Methods.Length} methods, {tried} requests in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, of which {forwarded} were sent on; {RequestPlaces.Known.Length} places with {things.Names.Length} names each, and {RequestPlaces.OfProtocol.Length} more of the protocol. The answers to each are in {Path.GetFileName(path)} beside the test program.");
        Assert.NotEqual(0, forwarded);
        Assert.Equal(before, await TenantState.ReadAsync(shared, things.Agent));

        // Nobody has told acme of anything either.
        await acme.OkAsync("health");
        Assert.All(acme.Seen.Skip(told), static text => Assert.True(text.Contains("\"type\":\"res\"", StringComparison.Ordinal) || text.Contains("\"event\":\"tick\"", StringComparison.Ordinal), text));
    }

    private static async Task<Dictionary<string, int>> TryAsync(FrameClient globex, string method, IEnumerable<string> requests, TenantThings things)
    {
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string parameters in requests)
        {
            int from = globex.Seen.Count;
            JsonElement answer = await globex.CallAsync(method, parameters);
            string code = answer.GetProperty("ok").GetBoolean() ? "ok" : answer.GetProperty("error").GetProperty("code").GetString()!;
            answers[code] = answers.GetValueOrDefault(code) + 1;
            string told = string.Join('\n', globex.Seen.Skip(from));
            Assert.False(things.Secrets.Any(secret => told.Contains(secret, StringComparison.Ordinal)), $"{method} {parameters}: {told}");
        }

        return answers;
    }

    // No agent and no key of the other's anywhere. In another spelling, where it is no id, and one of its other ids, it may stand below the attacker's
    // own agent, where it is a name of his; where a text stands, such as a label; and as a run that the gateway named, which it looks up in the
    // attacker's own session.
    private static bool NamesAsText((string Tenant, string Method, string Parameters) sent, string method, TenantThings things)
    {
        Assert.Equal(("globex", method), (sent.Tenant, sent.Method));
        Assert.DoesNotContain(things.Agent, sent.Parameters, StringComparison.Ordinal);
        string own = RealShared.Agent("globex");
        bool isText = false;
        foreach ((string member, JsonNode? value) in JsonNode.Parse(sent.Parameters)!.AsObject())
        {
            foreach (string text in (value is JsonArray list ? list : [value?.DeepClone()]).Where(static v => v?.GetValueKind() == JsonValueKind.String).Select(static v => v!.GetValue<string>()))
            {
                bool isOwn = text.StartsWith($"agent:{own}:", StringComparison.Ordinal) || text.StartsWith($"{own}.", StringComparison.Ordinal);
                if (!isOwn && things.Ids.Append(things.Agent).Any(id => text.Contains(id, StringComparison.OrdinalIgnoreCase)))
                {
                    string word = RequestPlaces.WordOf(method, member);
                    Assert.True(word is "text" or "message" or "any" || (word == "run" && !text.Contains(things.Agent, StringComparison.OrdinalIgnoreCase)), sent.Parameters);
                    isText = true;
                }
            }
        }

        return isText;
    }

    private static IEnumerable<string> Requests(string method, bool isMapped, TenantThings things, string approval)
    {
        if (!isMapped)
        {
            return things.Names.Select(static name => All(RequestPlaces.Known, name)).Append(All(RequestPlaces.OfProtocol, things.Names[0]));
        }

        return RequestPlaces.Known.SelectMany(place => things.Names.SelectMany(name => (string[])[With(Least(method), place, name), With(Whole(method, approval), place, name)]))
            .Concat(RequestPlaces.OfProtocol.Select(place => With(Whole(method, approval), place, things.Names[0])))
            .Append(Whole(method, approval).ToJsonString());
    }

    private static string All(IEnumerable<string> places, string name) => new JsonObject(places.Select(place => KeyValuePair.Create(place, Value(place, name)))).ToJsonString();

    private static string With(JsonObject request, string place, string name)
    {
        request[place] = Value(place, name);
        return request.ToJsonString();
    }

    private static JsonNode? Value(string place, string name) => place == "keys" ? new JsonArray(name) : name;

    // Without a time a gateway waits for a run that there is not.
    private static JsonObject Least(string method) => method == "agent.wait" ? new() { ["timeoutMs"] = 1 } : [];

    // A request of the attacker's own that is complete.
    private static JsonObject Whole(string method, string approval) => method switch
    {
        "chat.send" => new() { ["sessionKey"] = Own, ["message"] = "say canary-globex", ["idempotencyKey"] = "attack" },
        "chat.history" => new() { ["sessionKey"] = Own },
        "chat.abort" => new() { ["sessionKey"] = Own, ["runId"] = "attack" },
        "agent.wait" => new() { ["runId"] = "attack", ["timeoutMs"] = 1 },
        "sessions.preview" => new() { ["keys"] = new JsonArray(Own) },
        "sessions.create" => new() { ["key"] = Own, ["label"] = "of-globex" },
        "sessions.list" or "sessions.subscribe" or "exec.approval.list" or "agents.list" or "health" => [],
        "exec.approval.get" => new() { ["id"] = approval },
        "exec.approval.resolve" => new() { ["id"] = approval, ["decision"] = "deny" },
        _ => new() { ["key"] = Own },
    };
}
