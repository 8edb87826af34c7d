namespace Gateway.Tests.Faults;

internal static class TenantCases
{
    private const string Route = "/api/v1/tenants";

    private static readonly Func<FaultWorld, string?>[] Strangers = [static _ => null, static w => w.Member, static w => w.Admin];

    internal static FaultCase[] All { get; } =
    [
        new("GET /api/v1/tenants", static w => w.Operator("olga"), static _ => Task.FromResult(new Asked(Route))) { Strangers = Strangers },
        new("POST /api/v1/tenants", static w => w.Operator("olga"), static w => Task.FromResult(new Asked(Route, $$"""{"id":"{{w.Fresh("n")}}","name":"New"}""")))
        {
            Recorded = "platform",
            Again = 409,
            Strangers = Strangers,
        },
        new("GET /api/v1/tenants/{id}", static w => w.Operator("olga"), static async w => new Asked($"{Route}/{await w.TenantAsync()}")) { Strangers = Strangers },
        new("PATCH /api/v1/tenants/{id}", static w => w.Operator("olga"), static async w => new Asked($"{Route}/{await w.TenantAsync()}", """{"status":"suspended"}"""))
        {
            Recorded = "platform",
            Strangers = Strangers,
        },
        new("DELETE /api/v1/tenants/{id}", static w => w.Operator("olga"), static async w => new Asked($"{Route}/{await w.TenantAsync()}?force=true&reason=over"))
        {
            IsStaged = true,
            Recorded = "platform",
            Strangers = Strangers,
        },
        new("GET /api/v1/connections", static w => w.Operator("olga"), static _ => Task.FromResult(new Asked("/api/v1/connections"))) { Strangers = Strangers },
        new("GET /api/v1/audit", static w => w.Admin, static _ => Task.FromResult(new Asked("/api/v1/audit"))) { Strangers = [static _ => null, static w => w.Member, static w => w.Operator("olga")] },
        new("GET /api/v1/platform/audit", static w => w.Operator("olga"), static _ => Task.FromResult(new Asked("/api/v1/platform/audit"))) { Strangers = Strangers },
        new("GET /console", static _ => string.Empty, static _ => Task.FromResult(new Asked("/console"))),
        new("GET /healthz", static _ => string.Empty, static _ => Task.FromResult(new Asked("/healthz"))),
        new("GET /.well-known/jwks.json", static _ => string.Empty, static _ => Task.FromResult(new Asked("/.well-known/jwks.json"))),
    ];
}
