namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Routes and methods that do not exist. Neither answer depends on what does.</summary>
internal static class RouteCases
{
    internal static IEnumerable<DemoCase> All =>
    [
        NotFound("unknown route", "/api/v1/nothing"),
        NotFound("unknown route, another tenant's name", "/api/v1/globex/sessions"),
        NotFound("unknown route, below a known one", "/api/v1/sessions/x/y"),
        NotFound("unknown route, dots", "/api/v1/sessions/%2e%2e/globex"),
        NotAllowed("wrong method", "PUT", "/api/v1/sessions", static w => w.SendAsync("PUT", "/api/v1/sessions", w.Tokens.Acme, "{}")),
        NotAllowed("wrong method, an own id", "POST", ".../{own}", static w => w.SendAsync("POST", $"/api/v1/sessions/{w.AcmeSession}", w.Tokens.Acme, "{}")),
        NotAllowed("wrong method, a foreign id", "POST", ".../{foreign}", static w => w.SendAsync("POST", $"/api/v1/sessions/{w.GlobexSession}", w.Tokens.Acme, "{}")),
        NotAllowed("wrong method, an absent id", "POST", ".../{absent}", static w => w.SendAsync("POST", "/api/v1/sessions/absent", w.Tokens.Acme, "{}")),
    ];

    private static DemoCase NotFound(string name, string path) =>
        new(name, $"GET {path}", Expectation.Denied(404, "not_found"), w => w.SendAsync("GET", path, w.Tokens.Acme));

    private static DemoCase NotAllowed(string name, string method, string path, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, $"{method} {path}", Expectation.Denied(405, "method_not_allowed"), play);
}
