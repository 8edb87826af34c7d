using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>The right to send SQL of one's own, which no filter reaches.</summary>
public static class RawSql
{
    private const string Name = "raw_sql";
    private const string Scope = "operator.admin";

    /// <summary>The action that a permit for raw SQL is earned for, on the whole collection of one tenant.</summary>
    /// <param name="engine">The engine.</param>
    /// <returns>The action; it takes <c>operator.admin</c> of that tenant.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="engine"/> is null.</exception>
    public static AccessAction Action(PolicyEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Action(Scope, Name);
    }

    internal static bool IsFor(AccessPermit permit) =>
        permit.ResourceId is null && permit.Action is { Name: Name, RequiredScope: Scope, Kind: AccessActionKind.Tenant };
}
