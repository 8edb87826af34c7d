using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>What the rules say of a question, in words of their own: tenants and scopes are plain texts here.</summary>
internal static class Oracle
{
    public static (DenyReason Reason, AccessWay Way) Expect(Setting s, in Question q)
    {
        bool holds = q.Held is not null && Reaches(q.Held, q.Required);
        bool platformAct = q.Kind is AccessActionKind.Platform or AccessActionKind.PlatformPrivilege;
        bool platformCaller = s.ClaimTenant == "platform";

        // With tenancy on, a tenant's scopes are its own and only the platform's are global; with tenancy off there is one axis.
        bool ownScope = holds && (platformAct ? platformCaller : !platformCaller || s.Mode == TenancyMode.Disabled);
        bool overScope = holds && platformCaller && !platformAct && s is { Mode: TenancyMode.Shared, Crossing: CrossTenantAccess.GlobalScope };
        string owner = q.Resource is "unowned" && s.Mode == TenancyMode.Disabled ? "default" : q.Resource.TrimEnd('*');
        bool own = owner == s.ClaimTenant;
        string? home = s.Mode switch { TenancyMode.Pinned => "acme", TenancyMode.Disabled => "default", _ => null };

        DenyReason denied =
            s.Life == Life.Missing ? DenyReason.ClaimMissing
            : s.Life == Life.Ambiguous ? DenyReason.ClaimAmbiguous
            : s.Life == Life.OtherContainer ? DenyReason.TokenInvalid
            : s.Stale ? DenyReason.DependencyUnavailable
            : s.Life == Life.Suspended ? DenyReason.TenantInactive
            : s.Life is Life.Reopened or Life.MemberRevoked or Life.CredentialRevoked ? DenyReason.Revoked
            : s.Life == Life.Expired ? DenyReason.Expired
            : q.Selector is not (null or "own") ? DenyReason.SelectorMismatch
            : home is not null && home != s.ClaimTenant ? (s.Mode == TenancyMode.Pinned ? DenyReason.PolicyDenied : DenyReason.TenantMismatch)
            : !ownScope && !overScope ? DenyReason.ScopeMissing
            : owner == "absent" ? DenyReason.ResourceAbsent
            : owner == "unowned" ? DenyReason.ResourceUnowned
            : own && !ownScope ? DenyReason.ScopeMissing
            : !own && !overScope ? DenyReason.TenantMismatch
            : s.Rule == Rule.Forbid ? DenyReason.PolicyForbid
            : s.Rule == Rule.Throw ? DenyReason.EvaluatorFault
            : s.LedgerFails && NeedsRecord(own, q.Kind) ? DenyReason.AuditUnavailable
            : DenyReason.None;
        return (denied, denied != DenyReason.None ? AccessWay.None : own ? AccessWay.Own : AccessWay.GlobalScope);
    }

    /// <summary>The same without waiting: what would need an asynchronous evaluator or a record is refused.</summary>
    public static (DenyReason Reason, AccessWay Way) ExpectSync(Setting s, in Question q)
    {
        (DenyReason Reason, AccessWay Way) full = Expect(s, in q);
        bool waits = s.Rule == Rule.AllowLater || NeedsRecord(q.Resource.TrimEnd('*') == s.ClaimTenant || s.Mode == TenancyMode.Disabled, q.Kind);
        return full.Reason is DenyReason.None or DenyReason.AuditUnavailable && waits ? (DenyReason.AsyncRequired, AccessWay.None) : full;
    }

    private static bool NeedsRecord(bool own, AccessActionKind kind) => !own || kind is AccessActionKind.TenantPrivilege or AccessActionKind.PlatformPrivilege;

    private static bool Reaches(string held, string required) => held == required || (held, required) switch
    {
        ("operator.admin", _) => required.StartsWith("operator.", StringComparison.Ordinal),
        ("operator.write", "operator.read") => true,
        _ => false,
    };
}
