using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>What came of asking for, answering or taking back an approval. The default is a refusal.</summary>
/// <remarks>Immutable.</remarks>
public readonly struct ApprovalResult
{
    private ApprovalResult(Approval? approval, bool isApplied, DenyReason reason, string? message) =>
        (Approval, IsApplied, Reason, Message) = (approval, isApplied, reason, message);

    /// <summary>The approval as it stands now, or null where the caller may not learn of it.</summary>
    public Approval? Approval { get; }

    /// <summary>Whether this call did it. False where somebody else was first, and then the approval says what counts.</summary>
    public bool IsApplied { get; }

    /// <summary>Whether it was refused; <see cref="Reason"/> says why, and nothing was changed, unless that is <see cref="DenyReason.DependencyUnavailable"/>: then it is not known.</summary>
    [MemberNotNullWhen(false, nameof(Approval))]
    public bool IsRefused => Approval is null;

    /// <summary>Why it was refused; <see cref="DenyReason.None"/> when it was not.</summary>
    public DenyReason Reason { get; }

    /// <summary>The refusal in words, which name nothing, or null.</summary>
    public string? Message { get; }

    internal static ApprovalResult Applied(Approval approval) => new(approval, isApplied: true, DenyReason.None, message: null);

    internal static ApprovalResult Standing(Approval approval) => new(approval, isApplied: false, DenyReason.None, message: null);

    internal static ApprovalResult Refused(DenyReason reason, string message) => new(approval: null, isApplied: false, reason, message);
}
