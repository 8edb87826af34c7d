namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Credentials that are none. The answer never says why; the platform's trail does.</summary>
internal static class StrangerCases
{
    private const string Path = "/api/v1/sessions";

    internal static IEnumerable<DemoCase> All =>
    [
        Case("nobody", "no Authorization", "claim_missing", null, static w => w.SendAsync("GET", Path, token: null)),
        Case("nobody, an own id", "GET .../{own}", "claim_missing", null, static w => w.SendAsync("GET", $"{Path}/{w.AcmeSession}", token: null)),
        Case("nobody, a bad id", "GET .../NO", "claim_missing", null, static w => w.SendAsync("GET", $"{Path}/NO", token: null)),
        Case("nobody, a bad body", "POST /api/v1/chat", "claim_missing", null, static w => w.SendAsync("POST", "/api/v1/chat", token: null, "{")),
        Case("nobody, a selector alone", "X-Tenant-Id: acme", "claim_missing", null, static w => w.SendAsync("GET", Path, token: null, json: null, ("X-Tenant-Id", "acme"))),
        Case("nobody, a token in the query", "GET ...?access_token=", "claim_missing", null, static w => w.SendAsync("GET", $"{Path}?access_token={w.Tokens.Acme}", token: null)),
        Case("nobody, an unknown route", "GET /api/v1/nothing", "claim_missing", null, static w => w.SendAsync("GET", "/api/v1/nothing", token: null)),
        Case("forged, no token at all", "Bearer x", "token_invalid", null, static w => w.SendAsync("GET", Path, "x")),
        Case("forged, another host's key", "Bearer <other key>", "token_invalid", null, static w => w.SendAsync("GET", Path, w.Tokens.Foreign)),
        Case("forged, another signature", "Bearer <one bit>", "token_invalid", null, static w => w.SendAsync("GET", Path, Forgery.WithOtherSignature(w.Tokens.Acme))),
        Case("forged, another tenant put in", "Bearer <payload>", "token_invalid", null, static w => w.SendAsync("GET", Path, Forgery.WithPayload(w.Tokens.Acme, "acme", "globex"))),
        Case("forged, alg none", "Bearer <alg none>", "token_invalid", null, static w => w.SendAsync("GET", Path, Forgery.WithoutAlgorithm(w.Tokens.Acme))),
        Case("expired", "Bearer <1 s old>", "token_invalid", "expired", ExpiredAsync),
        Case("two Authorization headers", "acme's and globex's", "token_invalid", "claim_ambiguous", static w => w.SendRawAsync(
            Path, $"Authorization: Bearer {w.Tokens.Acme}", $"Authorization: Bearer {w.Tokens.Globex}")),
        Case("two tokens in one header", "Bearer a, Bearer b", "token_invalid", null, static w => w.SendAsync("GET", Path, $"{w.Tokens.Acme}, Bearer {w.Tokens.Globex}")),
        Case("another scheme", "Basic", "token_invalid", null, static w => w.SendAsync("GET", Path, token: null, json: null, ("Authorization", $"Basic {w.Tokens.Acme}"))),
        Case("a scope of another tenant inside", "operator.read@globex", "token_invalid", null, static w => WithScopeAsync(w, "operator.read@globex")),
        Case("a global scope inside", "operator.admin", "token_invalid", null, static w => WithScopeAsync(w, "operator.admin")),
    ];

    private static DemoCase Case(string name, string asked, string code, string? reason, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, asked, Expectation.Stranger(code, reason), play);

    private static async Task<DemoAnswer> ExpiredAsync(DemoWorld world)
    {
        // It lives for one second, and time goes in whole seconds.
        await Task.Delay(TimeSpan.FromSeconds(2));
        return await world.SendAsync("GET", Path, world.Tokens.Brief);
    }

    private static async Task<DemoAnswer> WithScopeAsync(DemoWorld world, string scope) =>
        await world.SendAsync("GET", Path, await world.Tokens.NewAsync("acme", "alice", "operator.read@acme", scope));
}
