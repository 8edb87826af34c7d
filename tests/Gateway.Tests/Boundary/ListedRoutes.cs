namespace Gateway.Tests.Boundary;

public static class ListedRoutes
{
    public static ListedRoute[] All { get; } =
    [
        new("GET /healthz", Scope: null, "/healthz"),
        new("GET /.well-known/jwks.json", Scope: null, "/.well-known/jwks.json"),
        new("POST /api/v1/sessions", ListedRoute.Write, "/api/v1/sessions", "{}"),
        new("GET /api/v1/sessions", ListedRoute.Read, "/api/v1/sessions"),
        new("GET /api/v1/sessions/{id}", ListedRoute.Read, "/api/v1/sessions/{session}"),
        new("DELETE /api/v1/sessions/{id}", ListedRoute.Write, "/api/v1/sessions/{session}"),
        new("POST /api/v1/chat", ListedRoute.Write, "/api/v1/chat", """{"message":"hello","session_id":"{session}"}"""),
        new("GET /v1/runs/{id}", ListedRoute.Read, "/v1/runs/{run}"),
        new("GET /v1/runs/{id}/events", ListedRoute.Read, "/v1/runs/{run}/events"),
        new("POST /v1/runs/{id}/stop", ListedRoute.Write, "/v1/runs/{run}/stop"),
    ];

    public static TheoryData<string> Scoped => [.. All.Where(static r => r.Scope is not null).Select(static r => r.Name)];

    public static TheoryData<string> OfResources => [.. All.Where(static r => r.NamesResource).Select(static r => r.Name)];

    public static TheoryData<string> Mutating => [.. All.Where(static r => r.Scope == ListedRoute.Write).Select(static r => r.Name)];

    public static ListedRoute Find(string name) => All.Single(r => r.Name == name);
}
