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
        new("globex, suspended", $"GET {Path}", Expectation.Stranger("token_invalid", "tenant_inactive"), static w => MovedAsync(w, TenantStatus.Suspended)),
        new("acme, while globex is suspended", $"GET {Path}", Expectation.Allowed(), static w => w.SendAsync("GET", Path, w.Tokens.Acme)),
        new("globex, back, with the old token", $"GET {Path}", Expectation.Stranger("token_invalid", "revoked"), static w => MovedAsync(w, TenantStatus.Active)),
        new("globex, back, with a new token", $"GET {Path}", new(200, "-", "globex", Reason: null), static async w =>
            await w.SendAsync("GET", Path, await w.Tokens.NewAsync("globex", "gus", "operator.read@globex"))),
    ];

    private static async Task<DemoAnswer> MovedAsync(DemoWorld world, TenantStatus status)
    {
        (await world.Directory.WriteAsync(DirectoryChange.SetStatus(Globex, status), CancellationToken.None)).RequireApplied();
        return await world.SendAsync("GET", Path, world.Tokens.Globex);
    }
}
