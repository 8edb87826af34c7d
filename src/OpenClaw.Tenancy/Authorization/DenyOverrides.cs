namespace OpenClaw.Tenancy.Authorization;

/// <summary>How verdicts combine: as a join, so that neither order nor repetition changes the answer or its reason (XACML's deny-overrides).</summary>
public static class DenyOverrides
{
    /// <summary>The worse of two verdicts: not applicable, allow, indeterminate (every fault), forbid, in this order.</summary>
    /// <param name="left">One verdict.</param>
    /// <param name="right">The other.</param>
    /// <returns>The one that counts. Associative, commutative and idempotent over the defined values.</returns>
    public static PolicyVerdict Join(PolicyVerdict left, PolicyVerdict right) => Rank(left) >= Rank(right) ? left : right;

    // A value that is not defined is a fault, and a fault denies.
    private static int Rank(PolicyVerdict verdict) => verdict switch
    {
        PolicyVerdict.NotApplicable => 0,
        PolicyVerdict.Allow => 1,
        PolicyVerdict.Forbid => 3,
        _ => 2,
    };
}
