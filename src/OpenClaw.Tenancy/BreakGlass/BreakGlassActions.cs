using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>What operators do with break-glass grants. Each takes the platform's <c>operator.admin</c>, and all but <see cref="List"/> a record before it.</summary>
public sealed class BreakGlassActions
{
    private const string Scope = "operator.admin";

    internal BreakGlassActions(PolicyEngine engine)
    {
        List = engine.Action(Scope, "break_glass.list", AccessActionKind.Platform);
        Request = engine.Action(Scope, "break_glass.request", AccessActionKind.PlatformPrivilege);
        Approve = engine.Action(Scope, "break_glass.approve", AccessActionKind.PlatformPrivilege);
        Collect = engine.Action(Scope, "break_glass.collect", AccessActionKind.PlatformPrivilege);
        Revoke = engine.Action(Scope, "break_glass.revoke", AccessActionKind.PlatformPrivilege);
        Review = engine.Action(Scope, "break_glass.review", AccessActionKind.PlatformPrivilege);
    }

    /// <summary>To see all grants.</summary>
    public AccessAction List { get; }

    /// <summary>To ask for a grant.</summary>
    public AccessAction Request { get; }

    /// <summary>To approve what somebody else asked for.</summary>
    public AccessAction Approve { get; }

    /// <summary>To collect the token of one's own grant.</summary>
    public AccessAction Collect { get; }

    /// <summary>To take a grant or a request back.</summary>
    public AccessAction Revoke { get; }

    /// <summary>To say what was found when what was done under a grant was looked at.</summary>
    public AccessAction Review { get; }
}
