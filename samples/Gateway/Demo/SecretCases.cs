using OpenClaw.Tenancy.Samples.Gateway.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Ada keeps acme's secrets. What goes in comes out nowhere, and what globex has under a name is not there for her.</summary>
internal static class SecretCases
{
    private const string Route = "/api/v1/secrets";
    private const string Own = $"{Route}/llm_api_key";
    private const string Foreign = $"{Route}/{DemoWorld.GlobexSecret}";
    private const string Absent = $"{Route}/of-nobody";
    private const string Value = "canary-of-the-vault";
    private const string Body = $$"""{"value":"{{Value}}"}""";

    private static readonly Expectation Tried = Expectation.Denied(404, "not_found") with { Acts = 1 };

    internal static IEnumerable<DemoCase> All => [.. Keeping, .. Refusals, .. Foreigners];

    private static IEnumerable<DemoCase> Keeping =>
    [
        Case("admin, a secret", "PUT", Own, OnRecord(204), static w => w.Tokens.Admin, Body),
        Case("admin, over it", "PUT", Own, OnRecord(204), static w => w.Tokens.Admin, Body),
        Case("admin, rotates it", "POST", $"{Own}/rotate", OnRecord(204), static w => w.Tokens.Admin, Body),
        Case("admin, the names", "GET", Route, OnRecord(200), static w => w.Tokens.Admin),
        Case("admin, a value of 64 KiB", "PUT", $"{Route}/large", OnRecord(204), static w => w.Tokens.Admin, Large(SecretValue.MaxBytes)),
        Case("admin, removes it", "DELETE", $"{Route}/large", OnRecord(204), static w => w.Tokens.Admin),
        Case("admin, once more", "DELETE", $"{Route}/large", Tried, static w => w.Tokens.Admin),
    ];

    private static IEnumerable<DemoCase> Refusals =>
    [
        Case("member, a secret", "PUT", Own, Expectation.Denied(403, "scope_missing"), static w => w.Tokens.Acme, Body),
        Case("member, the names", "GET", Route, Expectation.Denied(403, "scope_missing"), static w => w.Tokens.Acme),
        Case("operator, acme's names", "GET", Route, Expectation.Denied(403, "scope_missing", trail: "platform"), static w => w.Tokens.Operator),
        Case("nobody, a secret", "PUT", Own, Expectation.Stranger("claim_missing"), static _ => null, Body),
        Bad("a name in upper case", $"{Route}/LLM", Body),
        Bad("a name with a slash", $"{Route}/a%2Fb", Body),
        Bad("a name with two dots", $"{Route}/a..b", Body),
        Bad("64 KiB and a byte", Own, Large(SecretValue.MaxBytes + 1)),
        Bad("no value", Own, """{"value":""}"""),
        Bad("a value that is none", Own, """{"value":["a"]}"""),
        Bad("a value twice", Own, """{"value":"a","value":"b"}"""),
        Bad("names the own tenant", Own, """{"value":"a","tenant_id":"acme"}"""),
        Bad("another tenant in the query", $"{Own}?tenant=globex", Body),
    ];

    private static IEnumerable<DemoCase> Foreigners =>
    [
        Case("admin, rotates globex's", "POST", $"{Foreign}/rotate", Tried, static w => w.Tokens.Admin, Body),
        Case("admin, removes globex's", "DELETE", Foreign, Tried, static w => w.Tokens.Admin),
        new("foreign secret like absent, byte for byte", "each of the above, twice", Tried with { Times = 4, Acts = 4 }, CompareAsync),
        new("globex's secret, still there", $"GET {Route} as Gus", new(200, "-", "globex", "none"), static async w =>
        {
            DemoAnswer answer = await w.SendAsync("GET", Route, w.Tokens.GlobexAdmin);
            return answer with { Finding = answer.Body.Contains($"{{\"name\":\"{DemoWorld.GlobexSecret}\",\"version\":1,", StringComparison.Ordinal) ? Told(answer) : "is gone" };
        }),
    ];

    private static Expectation OnRecord(int status) => new(status, "-", "acme", "none");

    private static DemoCase Bad(string name, string path, string json) =>
        Case($"secret, {name}", "PUT", path, Expectation.Denied(400, "invalid_request"), static w => w.Tokens.Admin, json);

    private static DemoCase Case(string name, string method, string path, Expectation expected, Func<DemoWorld, string?> token, string? json = null) => new(
        name, $"{method} {path}", expected, async w =>
        {
            DemoAnswer answer = await w.SendAsync(method, path, token(w), json);
            return answer with { Finding = Told(answer) };
        });

    private static string? Told(DemoAnswer answer) =>
        answer.Body.Contains(Value, StringComparison.Ordinal) || answer.Body.Contains(DemoWorld.GlobexCanary, StringComparison.Ordinal) ? "holds a value" : null;

    private static async Task<DemoAnswer> CompareAsync(DemoWorld world)
    {
        DemoAnswer last = new(0, string.Empty, string.Empty);
        foreach ((string method, string after, string? json) in ((string, string, string?)[])[("POST", "/rotate", Body), ("DELETE", string.Empty, null)])
        {
            DemoAnswer absent = await world.SendAsync(method, Absent + after, world.Tokens.Admin, json);
            last = await world.SendAsync(method, Foreign + after, world.Tokens.Admin, json);
            if (!last.IsLike(absent))
            {
                return last with { Finding = $"differs: {method}" };
            }
        }

        return last;
    }

    private static string Large(int bytes) => $$"""{"value":"{{new string('x', bytes)}}"}""";
}
