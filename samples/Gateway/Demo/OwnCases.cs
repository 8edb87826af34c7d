namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Alice and her own.</summary>
internal static class OwnCases
{
    internal static IEnumerable<DemoCase> All =>
    [
        new("anyone, is it alive", "GET /healthz", Expectation.Allowed(), static w => w.SendAsync("GET", "/healthz", token: null)),
        new("own, a new session", "POST /api/v1/sessions", Expectation.Allowed(201), static w => w.SendAsync("POST", "/api/v1/sessions", w.Tokens.Acme, """{"title":"plans"}""")),
        new("own, the sessions", "GET /api/v1/sessions", Expectation.Allowed(), static w => Without(w, "GET", "/api/v1/sessions")),
        new("own, one session", "GET /api/v1/sessions/{own}", Expectation.Allowed(), static w => Without(w, "GET", $"/api/v1/sessions/{w.AcmeSession}")),
        new("own, chat in it", "POST /api/v1/chat", Expectation.Allowed(), static w => Without(w, "POST", "/api/v1/chat", Chat(w, stream: false))),
        new("own, chat as a stream", "POST /api/v1/chat stream", Expectation.Allowed(), static w => Without(w, "POST", "/api/v1/chat", Chat(w, stream: true))),
        new("own, a run", "GET /v1/runs/{own}", Expectation.Allowed(), static w => Without(w, "GET", $"/v1/runs/{w.AcmeRun}")),
        new("own, its events", "GET /v1/runs/{own}/events", Expectation.Allowed(), static w => Without(w, "GET", $"/v1/runs/{w.AcmeRun}/events")),
        new("own, stop of an ended run", "POST /v1/runs/{own}/stop", Expectation.Allowed(), static w => Without(w, "POST", $"/v1/runs/{w.AcmeRun}/stop")),
    ];

    private static string Chat(DemoWorld world, bool stream) =>
        $$"""{"message":"and again","session_id":"{{world.AcmeSession}}","stream":{{(stream ? "true" : "false")}}}""";

    // Whatever acme sees, nothing of globex is in it.
    private static async Task<DemoAnswer> Without(DemoWorld world, string method, string path, string? json = null)
    {
        DemoAnswer answer = await world.SendAsync(method, path, world.Tokens.Acme, json);
        string[] foreign = [DemoWorld.GlobexCanary, world.GlobexSession, world.GlobexRun];
        return answer with { Finding = foreign.Any(answer.Body.Contains) ? "holds foreign text" : null };
    }
}
