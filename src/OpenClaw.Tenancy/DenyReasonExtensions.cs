namespace OpenClaw.Tenancy;

/// <summary>The stable texts of <see cref="DenyReason"/>.</summary>
public static class DenyReasonExtensions
{
    /// <summary>The reason as the code that stands in audit records.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>A lower-case text with underscores; <c>unspecified</c> for a value that is not defined.</returns>
    public static string ToCode(this DenyReason reason) => reason switch
    {
        DenyReason.ClaimMissing => "claim_missing",
        DenyReason.ClaimAmbiguous => "claim_ambiguous",
        DenyReason.TokenInvalid => "token_invalid",
        DenyReason.TenantInactive => "tenant_inactive",
        DenyReason.Revoked => "revoked",
        DenyReason.Expired => "expired",
        DenyReason.SelectorMismatch => "selector_mismatch",
        DenyReason.PolicyDenied => "policy_denied",
        DenyReason.ScopeMissing => "scope_missing",
        DenyReason.InvalidId => "invalid_id",
        DenyReason.ResourceAbsent => "resource_absent",
        DenyReason.ResourceUnowned => "resource_unowned",
        DenyReason.TenantMismatch => "tenant_mismatch",
        DenyReason.PolicyForbid => "policy_forbid",
        DenyReason.EvaluatorFault => "evaluator_fault",
        DenyReason.AuditUnavailable => "audit_unavailable",
        DenyReason.AsyncRequired => "async_required",
        DenyReason.DependencyUnavailable => "dependency_unavailable",
        DenyReason.None => "none",
        _ => "unspecified",
    };
}
