namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Alice asks for what is globex's, and for what is not there: one answer, byte for byte.</summary>
internal static class ForeignCases
{
    private const string Absent = "s00000000000000000000000000000000";

    private static readonly (string Method, string Route, string? Json)[] Routes =
    [
        ("GET", "/api/v1/sessions/{session}", null),
        ("DELETE", "/api/v1/sessions/{session}", null),
        ("POST", "/api/v1/chat", """{"message":"hello","session_id":"{session}"}"""),
        ("POST", "/api/v1/chat", """{"message":"hello","session_id":"{session}","stream":true}"""),
        ("GET", "/v1/runs/{run}", null),
        ("GET", "/v1/runs/{run}/events", null),
        ("POST", "/v1/runs/{run}/stop", null),
    ];

    internal static IEnumerable<DemoCase> All =>
    [
        .. Routes.Select(static r => Refused("foreign", r, static (w, text) => Fill(text, w.GlobexSession, w.GlobexRun))),
        .. Routes.Select(static r => Refused("absent", r, static (_, text) => Fill(text, Absent, Absent))),
        new("foreign like absent, byte for byte", "each of the above, twice", Expectation.Denied(404, "not_found") with { Times = 2 * Routes.Length }, CompareAsync),
        new("foreign, still whole", "GET .../{own} as Gus", new(200, "-", "globex", Reason: null), static w => w.SendAsync("GET", $"/api/v1/sessions/{w.GlobexSession}", w.Tokens.Globex)),
    ];

    private static DemoCase Refused(string what, (string Method, string Route, string? Json) route, Func<DemoWorld, string, string> fill) => new(
        route.Json?.Contains("stream", StringComparison.Ordinal) == true ? $"{what}, chat as a stream" : $"{what}, {route.Method.ToLowerInvariant()}",
        $"{route.Method} {route.Route}",
        Expectation.Denied(404, "not_found"),
        w => w.SendAsync(route.Method, fill(w, route.Route), w.Tokens.Acme, route.Json is null ? null : fill(w, route.Json)));

    private static async Task<DemoAnswer> CompareAsync(DemoWorld world)
    {
        DemoAnswer last = new(0, string.Empty, string.Empty);
        foreach ((string method, string route, string? json) in Routes)
        {
            DemoAnswer absent = await SendAsync(Absent, Absent);
            last = await SendAsync(world.GlobexSession, world.GlobexRun);
            if (!last.IsLike(absent))
            {
                return last with { Finding = $"differs: {method} {route}" };
            }

            Task<DemoAnswer> SendAsync(string session, string run) =>
                world.SendAsync(method, Fill(route, session, run), world.Tokens.Acme, json is null ? null : Fill(json, session, run));
        }

        return last;
    }

    private static string Fill(string text, string session, string run) =>
        text.Replace("{session}", session, StringComparison.Ordinal).Replace("{run}", run, StringComparison.Ordinal);
}
