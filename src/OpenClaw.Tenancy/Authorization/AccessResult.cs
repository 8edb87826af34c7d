using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>A decision, and the permit that it earned. The default is a denial without one.</summary>
public readonly struct AccessResult
{
    internal AccessResult(AccessDecision decision, AccessPermit? permit) => (Decision, Permit) = (decision, permit);

    /// <summary>The decision.</summary>
    public AccessDecision Decision { get; }

    /// <summary>The permit, or null when the access is denied.</summary>
    public AccessPermit? Permit { get; }

    /// <summary>Whether the access is allowed.</summary>
    [MemberNotNullWhen(true, nameof(Permit))]
    public bool IsAllowed => Permit is not null;

    /// <summary>A denial without a permit.</summary>
    /// <param name="reason">Why.</param>
    /// <returns>The result.</returns>
    public static AccessResult Refused(DenyReason reason) => new(AccessDecision.Denied(reason), null);
}
