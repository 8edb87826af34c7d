namespace Gateway.Tests.Boundary;

public static class ListedRoutes
{
    public static ListedRoute[] All { get; } =
    [
        new("GET /healthz", Scope: null, "/healthz"),
        new("GET /console", Scope: null, "/console"),
        new("GET /ws", Scope: null, "/ws"),
        new("GET /console/console.css", Scope: null, "/console/console.css"),
        new("GET /console/access.js", Scope: null, "/console/access.js"),
        new("GET /console/console.js", Scope: null, "/console/console.js"),
        new("GET /console/lists.js", Scope: null, "/console/lists.js"),
        new("GET /console/live.js", Scope: null, "/console/live.js"),
        new("GET /console/page.js", Scope: null, "/console/page.js"),
        new("GET /console/sessions.js", Scope: null, "/console/sessions.js"),
        new("GET /console/trail.js", Scope: null, "/console/trail.js"),
        new("GET /console/usage.js", Scope: null, "/console/usage.js"),
        new("GET /console/console.svg", Scope: null, "/console/console.svg"),
        new("GET /.well-known/jwks.json", Scope: null, "/.well-known/jwks.json"),
        new("POST /api/v1/sessions", ListedRoute.Write, "/api/v1/sessions", "{}"),
        new("GET /api/v1/sessions", ListedRoute.Read, "/api/v1/sessions"),
        new("GET /api/v1/sessions/{id}", ListedRoute.Read, "/api/v1/sessions/{session}"),
        new("DELETE /api/v1/sessions/{id}", ListedRoute.Write, "/api/v1/sessions/{session}"),
        new("POST /api/v1/chat", ListedRoute.Write, "/api/v1/chat", """{"message":"hello","session_id":"{session}"}"""),
        new("GET /api/v1/usage", ListedRoute.Read, "/api/v1/usage"),
        new("GET /v1/runs/{id}", ListedRoute.Read, "/v1/runs/{run}"),
        new("GET /v1/runs/{id}/events", ListedRoute.Read, "/v1/runs/{run}/events"),
        new("POST /v1/runs/{id}/stop", ListedRoute.Write, "/v1/runs/{run}/stop"),
    ];

    /// <summary>What a member answers as little as he administers; whoever may is tried by the tests of approvals.</summary>
    public static string[] Approvals { get; } = ["GET /api/v1/approvals", "POST /v1/runs/{id}/approval"];

    /// <summary>A tenant's own secrets, which its admins keep; each is tried by the tests of secrets.</summary>
    public static string[] Secrets { get; } =
        ["GET /api/v1/secrets", "PUT /api/v1/secrets/{name}", "POST /api/v1/secrets/{name}/rotate", "DELETE /api/v1/secrets/{name}"];

    /// <summary>Every route of the host.</summary>
    public static IEnumerable<string> Names => [.. All.Select(static r => r.Name), .. Administration, .. Approvals, .. Secrets];

    /// <summary>What platform operators and a tenant's admins change. The library's own suites try each; here a member tries them.</summary>
    public static string[] Administration { get; } =
    [
        "GET /api/v1/tenants", "POST /api/v1/tenants", "GET /api/v1/tenants/{id}", "PATCH /api/v1/tenants/{id}", "DELETE /api/v1/tenants/{id}",
        "GET /api/v1/connections",
        "GET /api/v1/members", "POST /api/v1/members", "PATCH /api/v1/members/{id}", "DELETE /api/v1/members/{id}",
        "GET /api/v1/invitations", "POST /api/v1/invitations", "DELETE /api/v1/invitations/{id}",
        "GET /api/v1/keys", "POST /api/v1/keys", "POST /api/v1/keys/{id}/rotate", "DELETE /api/v1/keys/{id}",
        "GET /api/v1/break-glass", "POST /api/v1/break-glass", "POST /api/v1/break-glass/{id}/approve", "POST /api/v1/break-glass/{id}/token",
        "GET /api/v1/audit", "GET /api/v1/platform/audit",
        "POST /api/v1/break-glass/{id}/review", "DELETE /api/v1/break-glass/{id}",
    ];

    public static TheoryData<string> Administrative => [.. Administration, .. Approvals, .. Secrets];

    public static TheoryData<string> Scoped => [.. All.Where(static r => r.Scope is not null).Select(static r => r.Name)];

    public static TheoryData<string> OfResources => [.. All.Where(static r => r.NamesResource).Select(static r => r.Name)];

    public static TheoryData<string> Mutating => [.. All.Where(static r => r.Scope == ListedRoute.Write).Select(static r => r.Name)];

    public static ListedRoute Find(string name) => All.Single(r => r.Name == name);
}
