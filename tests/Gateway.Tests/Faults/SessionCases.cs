namespace Gateway.Tests.Faults;

internal static class SessionCases
{
    private const string Route = "/api/v1/sessions";

    internal static FaultCase[] All { get; } =
    [
        new("POST /api/v1/sessions", static w => w.Member, static _ => Task.FromResult(new Asked(Route, """{"title":"own"}""")))
        {
            Strangers = [static _ => null, static w => w.Nobody, static w => w.Reader, static w => w.Operator("olga")],
        },
        new("GET /api/v1/sessions", static w => w.Member, static _ => Task.FromResult(new Asked(Route)))
        {
            Strangers = [static _ => null, static w => w.Nobody, static w => w.Operator("olga")],
        },
        new("GET /api/v1/sessions/{id}", static w => w.Member, static async w => new Asked($"{Route}/{(await w.ChattedAsync()).Session}"))
        {
            Strangers = [static _ => null, static w => w.Nobody, static w => w.Foreigner, static w => w.Operator("olga")],
        },
        new("DELETE /api/v1/sessions/{id}", static w => w.Member, static async w => new Asked($"{Route}/{(await w.ChattedAsync()).Session}"))
        {
            IsStaged = true,
            Again = 404,
            Strangers = [static _ => null, static w => w.Reader, static w => w.Foreigner, static w => w.Operator("olga")],
        },
        new("GET /api/v1/sessions by a key", static w => w.KeyText, static _ => Task.FromResult(new Asked(Route))),
        new("GET /api/v1/sessions under a grant", static w => w.GrantToken, static _ => Task.FromResult(new Asked(Route)))
        {
            Recorded = "acme",
        },
        new("GET /api/v1/sessions/{id} under a grant", static w => w.GrantToken, static async w => new Asked($"{Route}/{(await w.ChattedAsync()).Session}"))
        {
            Recorded = "acme",
        },
    ];
}
