namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>How a small world is put together.</summary>
internal sealed record Setting(TenancyMode Mode, CrossTenantAccess Crossing, Rule Rule, bool LedgerFails, string ClaimTenant, Life Life, bool Stale)
{
    private static readonly (TenancyMode Mode, CrossTenantAccess Crossing)[] Hosts =
    [
        (TenancyMode.Shared, CrossTenantAccess.Never),
        (TenancyMode.Shared, CrossTenantAccess.BreakGlass),
        (TenancyMode.Shared, CrossTenantAccess.GlobalScope),
        (TenancyMode.Pinned, CrossTenantAccess.Never),
        (TenancyMode.Disabled, CrossTenantAccess.Never),
    ];

    /// <summary>Every way to put one together.</summary>
    public static IEnumerable<Setting> All() =>
        from host in Hosts
        from rule in Enum.GetValues<Rule>()
        from ledgerFails in (bool[])[false, true]
        from tenant in (string[])["acme", "globex", "platform", "default"]
        where tenant != "default" || host.Mode == TenancyMode.Disabled
        from life in Enum.GetValues<Life>()
        where tenant is "acme" or "globex" || life is not (Life.Suspended or Life.Reopened)
        where tenant == "acme" || life < Life.Missing
        from stale in (bool[])[false, true]
        where !ledgerFails || (!stale && life == Life.Alive)
        where !stale || rule is Rule.None or Rule.Allow
        select new Setting(host.Mode, host.Crossing, rule, ledgerFails, tenant, life, stale);
}
