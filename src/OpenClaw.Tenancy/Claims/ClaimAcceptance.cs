using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Claims;

/// <summary>What became of an asserted claim. The default is a refusal.</summary>
public readonly struct ClaimAcceptance
{
    private ClaimAcceptance(VerifiedTenantClaim? claim, DenyReason reason, string detail) => (Claim, Reason, Detail) = (claim, reason, detail);

    /// <summary>The accepted claim, or null.</summary>
    public VerifiedTenantClaim? Claim { get; }

    /// <summary>Why it was refused; <see cref="DenyReason.None"/> when it was not.</summary>
    public DenyReason Reason { get; }

    /// <summary>The rule that refused it, for the audit alone: a fixed word, never a part of the claim.</summary>
    public string? Detail { get; }

    /// <summary>Whether the claim was accepted.</summary>
    [MemberNotNullWhen(true, nameof(Claim))]
    public bool IsAccepted => Claim is not null;

    internal static ClaimAcceptance Accepted(VerifiedTenantClaim claim) => new(claim, DenyReason.None, string.Empty);

    internal static ClaimAcceptance Refused(DenyReason reason, string detail) => new(null, reason, detail);
}
