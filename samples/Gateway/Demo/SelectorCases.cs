namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>A selector can only agree with the token.</summary>
internal static class SelectorCases
{
    private const string Path = "/api/v1/sessions";

    internal static IEnumerable<DemoCase> All =>
    [
        new("selector, the own tenant", "X-Tenant-Id: acme", Expectation.Allowed(), static w => WithAsync(w, "acme")),
        Refused("selector, another tenant", "X-Tenant-Id: globex", static w => WithAsync(w, "globex")),
        Refused("selector, another case", "X-Tenant-Id: ACME", static w => WithAsync(w, "ACME")),
        Refused("selector, a list", "X-Tenant-Id: acme,globex", static w => WithAsync(w, "acme,globex")),
        Refused("selector, empty", "X-Tenant-Id:", static w => RawAsync(w, "X-Tenant-Id:")),
        Refused("selector, twice", "X-Tenant-Id: acme, and globex", static w => RawAsync(w, "X-Tenant-Id: acme", "X-Tenant-Id: globex")),
        Refused("selector, twice the own", "X-Tenant-Id: acme, and acme", static w => RawAsync(w, "X-Tenant-Id: acme", "X-Tenant-Id: acme")),
        Refused("selector, no tenant id", "X-Tenant-Id: ../acme", static w => WithAsync(w, "../acme")),
    ];

    private static DemoCase Refused(string name, string asked, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, asked, Expectation.Denied(403, "selector_mismatch"), play);

    private static Task<DemoAnswer> WithAsync(DemoWorld world, string selector) =>
        world.SendAsync("GET", Path, world.Tokens.Acme, json: null, ("X-Tenant-Id", selector));

    private static Task<DemoAnswer> RawAsync(DemoWorld world, params string[] headers) =>
        world.SendRawAsync(Path, [$"Authorization: Bearer {world.Tokens.Acme}", .. headers]);
}
