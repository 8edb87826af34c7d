using System.Net.Http.Headers;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Bodies, queries and headers that are not exactly what a route takes.</summary>
internal static class BodyCases
{
    private const string Path = "/api/v1/sessions";
    private const int TooMany = (1024 * 1024) + 1;

    internal static IEnumerable<DemoCase> All =>
    [
        Body("body, names the own tenant", """{"tenant_id":"acme"}"""),
        Body("body, names another tenant", """{"tenant":"globex"}"""),
        Body("body, an unknown member", """{"titel":"x"}"""),
        Body("body, another case", """{"Title":"x"}"""),
        Body("body, a member twice", """{"title":"a","title":"b"}"""),
        Body("body, no object", "[]"),
        Body("body, null", "null"),
        Body("body, empty", string.Empty),
        Body("body, cut off", """{"title":"""),
        Body("body, something after it", "{} {}"),
        Body("body, a comment", "{/**/}"),
        Body("body, half a character", """{"title":"\ud800"}"""),
        Body("body, an agent id with a slash", """{"agent_id":"a/b"}"""),
        Refused("body, not JSON by its type", "Content-Type: text/plain", static w => w.SendAsync("POST", Path, w.Tokens.Acme, Content("text/plain", "{}"u8))),
        Refused("body, no UTF-8", "byte ff", static w => w.SendAsync("POST", Path, w.Tokens.Acme, Content("application/json", [.. "{\"title\":\""u8, 0xff, .. "\"}"u8]))),
        new("body, 1 MiB and a byte", $"POST {Path}", Expectation.Denied(413, "invalid_request"), static w => w.SendAsync("POST", Path, w.Tokens.Acme, Content("application/json", new byte[TooMany]))),
        Refused("body, of a route that takes none", "POST .../stop {tenant}", static w => w.SendAsync("POST", $"/v1/runs/{w.AcmeRun}/stop", w.Tokens.Acme, """{"tenant":"globex"}""")),
        Refused("chat, an empty message", "POST /api/v1/chat", static w => w.SendAsync("POST", "/api/v1/chat", w.Tokens.Acme, """{"message":""}""")),
        Refused("chat, names another tenant", "POST /api/v1/chat", static w => w.SendAsync("POST", "/api/v1/chat", w.Tokens.Acme, """{"message":"x","tenant_id":"globex"}""")),
        Query("query, a limit of zero", "limit=0"),
        Query("query, a limit too high", "limit=201"),
        Query("query, a limit twice", "limit=1&limit=2"),
        Query("query, a made-up cursor", "cursor=AAAA"),
        Query("query, names another tenant", "tenant=globex"),
        Refused("events, a bad Last-Event-ID", "Last-Event-ID: -1", static w => w.SendAsync("GET", $"/v1/runs/{w.AcmeRun}/events", w.Tokens.Acme, json: null, ("Last-Event-ID", "-1"))),
    ];

    private static DemoCase Refused(string name, string asked, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, asked, Expectation.Denied(400, "invalid_request"), play);

    private static DemoCase Body(string name, string json) =>
        Refused(name, json.Length == 0 ? "(nothing)" : json, w => w.SendAsync("POST", Path, w.Tokens.Acme, json));

    private static DemoCase Query(string name, string query) =>
        Refused(name, $"GET ...?{query}", w => w.SendAsync("GET", $"{Path}?{query}", w.Tokens.Acme));

    private static ByteArrayContent Content(string type, ReadOnlySpan<byte> bytes)
    {
        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }
}
