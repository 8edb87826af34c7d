namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Ids outside the grammar are refused before anything is looked up.</summary>
internal static class IdCases
{
    private const string Reason = "invalid_id";

    internal static IEnumerable<DemoCase> All =>
    [
        Id("id, an own one in upper case", static w => w.AcmeSession.ToUpperInvariant()),
        Id("id, a right-to-left override", static _ => "abc%E2%80%AEcba"),
        Id("id, a zero-width space", static w => $"{w.AcmeSession}%E2%80%8B"),
        Id("id, a slash inside", static w => $"..%2F{w.GlobexSession}"),
        Id("id, a space after it", static w => $"{w.GlobexSession}%20"),
        Id("id, 129 characters", static _ => new string('a', 129)),
        Id("id, a dot before it", static _ => ".hidden"),
        Chat("chat, an id with NUL", "\\u0000"),
        Chat("chat, an id with a bidi mark", "\\u202e"),
        Chat("chat, an id with a colon", ":x"),

        // The server itself refuses such a path; nobody was asked, and there is nothing to record.
        new("id, NUL in the path", "GET .../a%00b", new(400, "-", "acme", Reason: null), static w => w.SendRawAsync("/api/v1/sessions/a%00b", $"Authorization: Bearer {w.Tokens.Acme}")),
    ];

    private static DemoCase Id(string name, Func<DemoWorld, string> id) => new(
        name, "GET /api/v1/sessions/{id}", Expectation.Denied(400, "invalid_request", Reason), w => w.SendAsync("GET", $"/api/v1/sessions/{id(w)}", w.Tokens.Acme));

    private static DemoCase Chat(string name, string suffix) => new(
        name,
        "POST /api/v1/chat {session_id}",
        Expectation.Denied(400, "invalid_request", Reason),
        w => w.SendAsync("POST", "/api/v1/chat", w.Tokens.Acme, $$"""{"message":"x","session_id":"{{w.AcmeSession}}{{suffix}}"}"""));
}
