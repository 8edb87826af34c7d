namespace OpenClaw.Tenancy.Authorization;

/// <summary>The engine's answer. The default is a denial.</summary>
public readonly struct AccessDecision : IEquatable<AccessDecision>
{
    private AccessDecision(DenyReason reason, AccessWay way) => (Reason, Way) = (reason, way);

    /// <summary>Whether the access is allowed.</summary>
    public bool IsAllowed => Way != AccessWay.None;

    /// <summary>The first gate that failed; <see cref="DenyReason.None"/> when none did.</summary>
    public DenyReason Reason { get; }

    /// <summary>By which way it was allowed; <see cref="AccessWay.None"/> when it was not.</summary>
    public AccessWay Way { get; }

    internal static AccessDecision Allowed(AccessWay way) => new(DenyReason.None, way);

    internal static AccessDecision Denied(DenyReason reason) => new(reason, AccessWay.None);

    /// <inheritdoc />
    public bool Equals(AccessDecision other) => Reason == other.Reason && Way == other.Way;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is AccessDecision other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Reason, Way);

    /// <summary>Whether two decisions are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(AccessDecision left, AccessDecision right) => left.Equals(right);

    /// <summary>Whether two decisions differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(AccessDecision left, AccessDecision right) => !left.Equals(right);
}
