namespace Gateway.Tests.Faults;

internal static class GrantCases
{
    private const string Route = "/api/v1/break-glass";

    private static readonly Func<FaultWorld, string?>[] Strangers = [static _ => null, static w => w.Admin];

    internal static FaultCase[] All { get; } =
    [
        new("GET /api/v1/break-glass", static w => w.Operator("olga"), static _ => Task.FromResult(new Asked(Route))) { Strangers = Strangers },
        new("POST /api/v1/break-glass", static w => w.Operator("olga"), static _ => Task.FromResult(new Asked(
            Route, """{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""")))
        {
            Recorded = "acme",
            Strangers = Strangers,
        },

        // Nobody approves what he asked for himself.
        new("POST /api/v1/break-glass/{id}/approve", static w => w.Operator("otto"), static async w => new Asked($"{Route}/{await w.GrantAsync()}/approve"))
        {
            Recorded = "acme",
            Again = 409,
            Strangers = [.. Strangers, static w => w.Operator("olga")],
        },

        // Nobody but the requester collects, and nothing is collected that nobody approved.
        new("POST /api/v1/break-glass/{id}/token", static w => w.Operator("olga"), static async w => new Asked($"{Route}/{await w.ApprovedAsync()}/token"))
        {
            Recorded = "acme",
            Again = 409,
            Strangers = [.. Strangers, static w => w.Operator("otto")],
        },
        new("POST /api/v1/break-glass/{id}/review", static w => w.Operator("otto"), static async w => new Asked($"{Route}/{await EndedAsync(w)}/review", """{"note":"seen"}"""))
        {
            Recorded = "acme",
            Again = 409,
            Strangers = Strangers,
        },
        new("DELETE /api/v1/break-glass/{id}", static w => w.Operator("otto"), static async w => new Asked($"{Route}/{await w.ApprovedAsync()}"))
        {
            Recorded = "acme",
            Again = 409,
            Strangers = Strangers,
        },
    ];

    private static async Task<string> EndedAsync(FaultWorld world)
    {
        string id = await world.ApprovedAsync();
        Assert.Equal(204, (await world.Gateway.SendAsync("DELETE", $"{Route}/{id}", world.Operator("otto"))).Status);
        return id;
    }
}
