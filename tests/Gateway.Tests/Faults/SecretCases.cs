using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

internal static class SecretCases
{
    private const string Route = SecretCalls.Route;

    private static readonly Func<FaultWorld, string?>[] Strangers = [static _ => null, static w => w.Member, static w => w.Reader, static w => w.Operator("olga")];

    internal static FaultCase[] All { get; } =
    [
        new("GET /api/v1/secrets", static w => w.Admin, static _ => Task.FromResult(new Asked(Route))) { Recorded = "acme", Strangers = Strangers },
        new("PUT /api/v1/secrets/{name}", static w => w.Admin, static w => Task.FromResult(new Asked($"{Route}/{w.Fresh("s")}", SecretCalls.Body(FaultWorld.SecretText))))
        {
            Recorded = "acme",
            Strangers = Strangers,
        },
        new("PUT /api/v1/secrets/{name} over another", static w => w.Admin, static async w => new Asked($"{Route}/{await w.SecretAsync()}", SecretCalls.Body(FaultWorld.SecretText)))
        {
            Recorded = "acme",
        },
        new("POST /api/v1/secrets/{name}/rotate", static w => w.Admin, static async w => new Asked($"{Route}/{await w.SecretAsync()}/rotate", SecretCalls.Body(FaultWorld.SecretText)))
        {
            Recorded = "acme",
            Strangers = [.. Strangers, static w => w.Foreigner],
        },
        new("DELETE /api/v1/secrets/{name}", static w => w.Admin, static async w => new Asked($"{Route}/{await w.SecretAsync()}"))
        {
            Recorded = "acme",
            Again = 404,
            Strangers = [.. Strangers, static w => w.Foreigner],
        },
    ];
}
