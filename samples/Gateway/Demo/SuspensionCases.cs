using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Globex is suspended and comes back. The last cases: what Gus held before is dead for good.</summary>
internal static class SuspensionCases
{
    private const string Path = "/api/v1/sessions";
    private static readonly TenantId Globex = TenantId.From("globex");

    internal static IEnumerable<DemoCase> All =>
    [
        new("globex, before", $"GET {Path}", new(200, "-", "globex", Reason: null), static w => w.SendAsync("GET", Path, w.Tokens.Globex)),
        new("globex, suspended", $"GET {Path}", Expectation.Denied(401, "token_invalid", "tenant_inactive", "globex"), static w => MovedAsync(w, TenantStatus.Suspended)),
        new("acme, while globex is suspended", $"GET {Path}", Expectation.Allowed(), static w => w.SendAsync("GET", Path, w.Tokens.Acme)),
        new("globex, back, with the old token", $"GET {Path}", Expectation.Denied(401, "token_invalid", "revoked", "globex"), static w => MovedAsync(w, TenantStatus.Active)),
        new("globex, back, with a new token", $"GET {Path}", new(200, "-", "globex", Reason: null), static async w =>
            await w.SendAsync("GET", Path, await w.Tokens.NewAsync("globex", "gus", "operator.read@globex"))),
    ];

    private static Task<DemoAnswer> MovedAsync(DemoWorld world, TenantStatus status)
    {
        world.Directory.SetStatus(Globex, status);
        return world.SendAsync("GET", Path, world.Tokens.Globex);
    }
}
