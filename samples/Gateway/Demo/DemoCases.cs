namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>All cases. Alice, Ann and Ada work for acme, Gus for globex, and Olga and Otto operate the platform.</summary>
public static class DemoCases
{
    public static IReadOnlyList<DemoCase> All =>
    [
        .. OwnCases.All, .. StrangerCases.All, .. SelectorCases.All, .. ScopeCases.All, .. ForeignCases.All,
        .. ApprovalCases.All, .. RouteCases.All, .. BodyCases.All, .. IdCases.All, .. SecretCases.All, .. BreakGlassCases.All, .. SuspensionCases.All, .. IdentityCases.All,
    ];
}
