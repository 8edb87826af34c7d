namespace OpenClaw.Tenancy.Authorization;

/// <summary>What one evaluator says.</summary>
public enum PolicyVerdict
{
    /// <summary>It cannot say. The default; it denies, as every value that is not defined does.</summary>
    Indeterminate = 0,

    /// <summary>It has nothing to say of this request.</summary>
    NotApplicable,

    /// <summary>It has nothing against it. No evaluator can open what a gate refused.</summary>
    Allow,

    /// <summary>It is against it, which wins over all others.</summary>
    Forbid,
}
