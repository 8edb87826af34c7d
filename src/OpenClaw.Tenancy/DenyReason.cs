namespace OpenClaw.Tenancy;

/// <summary>Why access was refused: the first gate that failed.</summary>
/// <remarks>Internal detail for audits and logs; what a caller may learn of it is the adapter's business.</remarks>
public enum DenyReason : byte
{
    /// <summary>No gate said anything. The default, and a refusal.</summary>
    Unspecified = 0,

    /// <summary>The request carries no credential.</summary>
    ClaimMissing,

    /// <summary>The request carries more than one credential or claim.</summary>
    ClaimAmbiguous,

    /// <summary>A credential was presented and not accepted.</summary>
    TokenInvalid,

    /// <summary>The tenant is unknown, suspended or deleted.</summary>
    TenantInactive,

    /// <summary>The tenant, the member or the credential was revoked after the credential was issued.</summary>
    Revoked,

    /// <summary>The credential is past its end.</summary>
    Expired,

    /// <summary>A selector (host name, path, header) disagrees with the claim or with another selector.</summary>
    SelectorMismatch,

    /// <summary>The deployment is pinned to another tenant, or its policy lets nobody of this tenant out to where a call was going.</summary>
    PolicyDenied,

    /// <summary>No held scope reaches the required one on the axis that counts here.</summary>
    ScopeMissing,

    /// <summary>The id that the caller named is outside the grammar of ids, so nothing was looked up.</summary>
    InvalidId,

    /// <summary>There is no such resource.</summary>
    ResourceAbsent,

    /// <summary>The resource belongs to no tenant.</summary>
    ResourceUnowned,

    /// <summary>The resource belongs to another tenant.</summary>
    TenantMismatch,

    /// <summary>An evaluator forbade the access.</summary>
    PolicyForbid,

    /// <summary>An evaluator threw, timed out or answered something unknown.</summary>
    EvaluatorFault,

    /// <summary>The audit record that the act needs could not be made durable.</summary>
    AuditUnavailable,

    /// <summary>The decision needs an asynchronous evaluator or an obligation: call the asynchronous method.</summary>
    AsyncRequired,

    /// <summary>A dependency did not answer in time, so nothing is known.</summary>
    DependencyUnavailable,

    /// <summary>Nothing was refused.</summary>
    None = byte.MaxValue,
}
