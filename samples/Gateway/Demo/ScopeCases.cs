namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Too few scopes are refused before anything is looked up, so a foreign id makes no difference.</summary>
internal static class ScopeCases
{
    private const string Chat = """{"message":"hello"}""";

    internal static IEnumerable<DemoCase> All =>
    [
        Refused("reader, chats", "POST /api/v1/chat", "acme", static w => w.SendAsync("POST", "/api/v1/chat", w.Tokens.Reader, Chat)),
        Refused("reader, deletes an own session", "DELETE .../{own}", "acme", static w => w.SendAsync("DELETE", $"/api/v1/sessions/{w.AcmeSession}", w.Tokens.Reader)),
        Refused("reader, deletes a foreign one", "DELETE .../{foreign}", "acme", static w => w.SendAsync("DELETE", $"/api/v1/sessions/{w.GlobexSession}", w.Tokens.Reader)),
        Refused("reader, a bad body", "POST /api/v1/chat", "acme", static w => w.SendAsync("POST", "/api/v1/chat", w.Tokens.Reader, "{")),
        Refused("no scopes at all", "GET /api/v1/sessions", "acme", static w => w.SendAsync("GET", "/api/v1/sessions", w.Tokens.Nothing)),
        Refused("operator, a tenant's list", "GET /api/v1/sessions", "platform", static w => w.SendAsync("GET", "/api/v1/sessions", w.Tokens.Operator)),
        Refused("operator, a tenant's session", "GET .../{acme's}", "platform", static w => w.SendAsync("GET", $"/api/v1/sessions/{w.AcmeSession}", w.Tokens.Operator)),
        Refused("operator, an absent session", "GET .../{absent}", "platform", static w => w.SendAsync("GET", "/api/v1/sessions/absent", w.Tokens.Operator)),
    ];

    private static DemoCase Refused(string name, string asked, string trail, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, asked, Expectation.Denied(403, "scope_missing", trail: trail), play);
}
