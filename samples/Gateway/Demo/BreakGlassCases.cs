namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Olga asks to read acme's sessions for ten minutes, and Otto agrees. What she does there stands in acme's trail too.</summary>
internal static class BreakGlassCases
{
    private const string Path = "/api/v1/break-glass";
    private const string Sessions = "/api/v1/sessions";
    private const string Grant = "grant";
    private const string Token = "grant token";
    private const string Asked = """{"ticket":"INC-7","reason":"acme's queue is stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""";
    private const string NoTicket = """{"reason":"curious","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""";

    internal static IEnumerable<DemoCase> All =>
    [
        new("an operator without a grant", "GET .../{acme's}", OfPlatform(403, "scope_missing"), static w => w.SendAsync("GET", $"{Sessions}/{w.AcmeSession}", w.Tokens.Operator)),
        new("nobody asks for a grant", $"POST {Path}", Expectation.Stranger("claim_missing"), static w => w.SendAsync("POST", Path, token: null, Asked)),
        new("acme asks for a grant", $"POST {Path}", Expectation.Denied(403, "scope_missing"), static w => w.SendAsync("POST", Path, w.Tokens.Acme, Asked)),
        new("an operator asks without a ticket", $"POST {Path}", OfPlatform(400, "invalid_request"), static w => w.SendAsync("POST", Path, w.Tokens.Operator, NoTicket)),
        new("an operator asks for a grant", $"POST {Path}", OnRecord(202), static w => KeepAsync(w, Grant, "grant_id", w.SendAsync("POST", Path, w.Tokens.Operator, Asked))),
        new("whoever asked approves", "POST .../approve", Refused(403, "policy_forbid"), static w => StepAsync(w, "approve", w.Tokens.Operator)),
        new("whoever asked collects too early", "POST .../token", Refused(409, "conflict"), static w => StepAsync(w, "token", w.Tokens.Operator)),
        new("another operator approves", "POST .../approve", OnRecord(200), static w => StepAsync(w, "approve", w.Tokens.SecondOperator)),
        new("another operator collects", "POST .../token", Refused(403, "policy_forbid"), static w => StepAsync(w, "token", w.Tokens.SecondOperator)),
        new("whoever asked collects", "POST .../token", OnRecord(200), static w => KeepAsync(w, Token, "token", StepAsync(w, "token", w.Tokens.Operator))),
        new("whoever asked collects again", "POST .../token", Refused(409, "conflict"), static w => StepAsync(w, "token", w.Tokens.Operator)),
        new("the grant reads acme", "GET .../{acme's}", OnRecord(200), static w => w.SendAsync("GET", $"{Sessions}/{w.AcmeSession}", w.Kept[Token])),
        new("the grant reads globex", "GET .../{globex's}", OfPlatform(404, "not_found", "resource_absent"), static w => w.SendAsync("GET", $"{Sessions}/{w.GlobexSession}", w.Kept[Token])),
        new("the grant selects globex", "X-Tenant-Id: globex", OfPlatform(403, "selector_mismatch"), static w =>
            w.SendAsync("GET", Sessions, w.Kept[Token], json: null, ("X-Tenant-Id", "globex"))),
        new("the grant writes", $"POST {Sessions}", OfPlatform(403, "scope_missing"), static w => w.SendAsync("POST", Sessions, w.Kept[Token], "{}")),
        new("the grant lists the tenants", "GET /api/v1/tenants", OfPlatform(403, "scope_missing"), static w => w.SendAsync("GET", "/api/v1/tenants", w.Kept[Token])),
        new("the grant is taken back", $"DELETE {Path}/ID", OnRecord(204), static w => w.SendAsync("DELETE", $"{Path}/{w.Kept[Grant]}", w.Tokens.SecondOperator)),
        new("the grant reads acme again", "GET .../{acme's}", Expectation.Stranger("token_invalid"), static w => w.SendAsync("GET", $"{Sessions}/{w.AcmeSession}", w.Kept[Token])),
        new("another operator reviews it", "POST .../review", OnRecord(200), static w =>
            w.SendAsync("POST", $"{Path}/{w.Kept[Grant]}/review", w.Tokens.SecondOperator, """{"note":"one session was read"}""")),
    ];

    // What is done stands in the target's own trail; the platform's has it as well.
    private static Expectation OnRecord(int status) => new(status, "-", "acme", "none");

    private static Expectation OfPlatform(int status, string code, string? reason = null) => Expectation.Denied(status, code, reason, trail: "platform");

    // The target is told nothing of what did not happen.
    private static Expectation Refused(int status, string code) => new(status, code, "acme", Reason: null);

    private static Task<DemoAnswer> StepAsync(DemoWorld world, string step, string token) => world.SendAsync("POST", $"{Path}/{world.Kept[Grant]}/{step}", token);

    private static async Task<DemoAnswer> KeepAsync(DemoWorld world, string name, string member, Task<DemoAnswer> answering)
    {
        DemoAnswer answer = await answering;
        world.Kept[name] = answer.Status < StatusCodes.Status300MultipleChoices ? answer.Member(member) : string.Empty;
        return answer;
    }
}
