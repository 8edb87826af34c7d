using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>A grant, or why there is none. The default is a refusal.</summary>
/// <remarks>Immutable.</remarks>
public readonly struct ApprovalRedemption
{
    private ApprovalRedemption(ApprovalGrant? grant, DenyReason reason, string? message) => (Grant, Reason, Message) = (grant, reason, message);

    /// <summary>The grant, or null.</summary>
    public ApprovalGrant? Grant { get; }

    /// <summary>Whether there is one.</summary>
    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsAllowed => Grant is not null;

    /// <summary>Why there is none; <see cref="DenyReason.None"/> when there is.</summary>
    public DenyReason Reason { get; }

    /// <summary>The refusal in words, which name nothing, or null.</summary>
    public string? Message { get; }

    internal static ApprovalRedemption Of(ApprovalGrant grant) => new(grant, DenyReason.None, message: null);

    internal static ApprovalRedemption Refused(DenyReason reason, string message) => new(grant: null, reason, message);
}
