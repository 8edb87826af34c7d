namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Olga creates initech, its owner's key issues another, and what is taken away is dead at its next use.</summary>
internal static class IdentityCases
{
    private const string Tenants = "/api/v1/tenants";
    private const string Keys = "/api/v1/keys";
    private const string Members = "/api/v1/members";
    private const string Sessions = "/api/v1/sessions";
    private const string Initech = """{"id":"initech","name":"Initech"}""";

    internal static IEnumerable<DemoCase> All => [.. Creation, .. Granting, .. Taking];

    private static IEnumerable<DemoCase> Creation =>
    [
        Refused("alice, creates a tenant", $"POST {Tenants}", 403, "scope_missing", "acme", static w => w.SendAsync("POST", Tenants, w.Tokens.Acme, Initech)),
        Refused("alice, looks at her members", $"GET {Members}", 403, "scope_missing", "acme", static w => w.SendAsync("GET", Members, w.Tokens.Acme)),
        Refused("operator, acme's members", $"GET {Members}", 403, "scope_missing", "platform", static w => w.SendAsync("GET", Members, w.Tokens.Operator)),
        Refused("operator, an id that looks like acme", $"POST {Tenants}", 400, "invalid_request", "platform", static w =>
            w.SendAsync("POST", Tenants, w.Tokens.Operator, """{"id":"ACME","name":"x"}""")),
        Done("operator, creates initech", $"POST {Tenants}", 201, "platform", static w =>
            w.KeepAsync("owner", "platform_api_key", w.SendAsync("POST", Tenants, w.Tokens.Operator, Initech))),
        new("initech's key, own sessions", $"GET {Sessions}", new(200, "-", "initech", Reason: null), static w => w.SendAsync("GET", Sessions, w.Kept["owner"])),
        Refused("initech's key, acme's session", "GET .../{acme's}", 404, "not_found", "initech", static w => w.SendAsync("GET", $"{Sessions}/{w.AcmeSession}", w.Kept["owner"])),
        Refused("initech's key, all tenants", $"GET {Tenants}", 403, "scope_missing", "initech", static w => w.SendAsync("GET", Tenants, w.Kept["owner"])),
        new("initech's key, mistyped", $"GET {Sessions}", Expectation.Stranger("token_invalid"), static w => w.SendAsync("GET", Sessions, w.Kept["owner"][..^1] + "?")),
    ];

    private static IEnumerable<DemoCase> Granting =>
    [
        // The second record names the key.
        new("initech's owner, issues a reader's key", $"POST {Keys}", new(201, "-", "initech", "none") { Times = 2 }, static w =>
            w.KeepAsync("reader", "key", w.SendAsync("POST", Keys, w.Kept["owner"], """{"role":"readonly"}"""))),
        Refused("the reader's key, issues an owner's", $"POST {Keys}", 403, "scope_missing", "initech", static w =>
            w.SendAsync("POST", Keys, w.Kept["reader"], """{"role":"owner"}""")),
        Refused("the reader's key, chats", "POST /api/v1/chat", 403, "scope_missing", "initech", static w =>
            w.SendAsync("POST", "/api/v1/chat", w.Kept["reader"], """{"message":"hello"}""")),
        Refused("initech's owner, a role that is none", $"POST {Members}", 400, "invalid_request", "initech", static w =>
            w.SendAsync("POST", Members, w.Kept["owner"], """{"issuer":"https://login.example","subject":"42","role":"root"}""")),
        Done("initech's owner, adds a member", $"POST {Members}", 201, "initech", static w =>
            w.SendAsync("POST", Members, w.Kept["owner"], """{"issuer":"https://login.example","subject":"42","role":"member"}""")),
    ];

    private static IEnumerable<DemoCase> Taking =>
    [
        Done("operator, suspends initech", $"PATCH {Tenants}/initech", 200, "platform", static w =>
            w.SendAsync("PATCH", $"{Tenants}/initech", w.Tokens.Operator, """{"status":"suspended"}""")),
        new("initech's key, suspended", $"GET {Sessions}", Expectation.Stranger("token_invalid", "tenant_inactive"), static w => w.SendAsync("GET", Sessions, w.Kept["owner"])),
        new("acme, meanwhile", $"GET {Sessions}", Expectation.Allowed(), static w => w.SendAsync("GET", Sessions, w.Tokens.Acme)),
        Done("operator, opens initech again", $"PATCH {Tenants}/initech", 200, "platform", static w =>
            w.SendAsync("PATCH", $"{Tenants}/initech", w.Tokens.Operator, """{"status":"active"}""")),
        new("initech's key, open again", $"GET {Sessions}", new(200, "-", "initech", Reason: null), static w => w.SendAsync("GET", Sessions, w.Kept["owner"])),
        Done("initech's owner, revokes the reader's key", "DELETE .../{key}", 200, "initech", static w =>
            w.SendAsync("DELETE", $"{Keys}/{w.Kept["reader"].Split('_')[1]}", w.Kept["owner"])),
        new("the reader's key, revoked", $"GET {Sessions}", Expectation.Stranger("token_invalid", "revoked"), static w => w.SendAsync("GET", Sessions, w.Kept["reader"])),
        Done("operator, deletes initech", $"DELETE {Tenants}/initech", 200, "platform", static w => w.SendAsync("DELETE", $"{Tenants}/initech", w.Tokens.Operator)),
        new("initech's key, deleted", $"GET {Sessions}", Expectation.Stranger("token_invalid"), static w => w.SendAsync("GET", Sessions, w.Kept["owner"])),
    ];

    private static DemoCase Refused(string name, string asked, int status, string code, string trail, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, asked, Expectation.Denied(status, code, trail: trail), play);

    // What changes privileges is recorded before it is done.
    private static DemoCase Done(string name, string asked, int status, string trail, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, asked, new(status, "-", trail, "none"), play);
}
