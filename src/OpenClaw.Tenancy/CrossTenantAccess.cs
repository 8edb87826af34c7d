namespace OpenClaw.Tenancy;

/// <summary>Whether, and by which right, an act may cross from one tenant to another.</summary>
public enum CrossTenantAccess
{
    /// <summary>Never. No scope, role or evaluator opens another tenant.</summary>
    Never = 0,

    /// <summary>Only with a live grant for that tenant, action and moment.</summary>
    BreakGlass,

    /// <summary>A platform principal's global scope reaches every tenant; each use is audited before the act.</summary>
    GlobalScope,
}
