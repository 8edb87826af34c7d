using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>What became of the opening of an envelope. The default is a refusal for good.</summary>
public readonly struct EnvelopeOpening
{
    private EnvelopeOpening(VerifiedTenantClaim? claim, DenyReason reason, bool mayOpenLater, string? correlationId, string? runId) =>
        (Claim, Reason, MayOpenLater, CorrelationId, RunId) = (claim, reason, mayOpenLater, correlationId, runId);

    /// <summary>The claim, or null.</summary>
    public VerifiedTenantClaim? Claim { get; }

    /// <summary>Why it does not open; <see cref="DenyReason.None"/> when it does. Everything that is wrong with the text, its purpose or its body is one: <see cref="DenyReason.TokenInvalid"/>.</summary>
    public DenyReason Reason { get; }

    /// <summary>Whether the same envelope may open later: its tenant is suspended, or the directory cannot say. That is no refusal, and leaves no record.</summary>
    public bool MayOpenLater { get; }

    /// <summary>What joins the records, or null.</summary>
    public string? CorrelationId { get; }

    /// <summary>The run that it belongs to, or null.</summary>
    public string? RunId { get; }

    /// <summary>Whether it opened.</summary>
    [MemberNotNullWhen(true, nameof(Claim))]
    public bool IsOpen => Claim is not null;

    internal static EnvelopeOpening Opened(VerifiedTenantClaim claim, string? correlationId, string? runId) => new(claim, DenyReason.None, mayOpenLater: false, correlationId, runId);

    internal static EnvelopeOpening Refused(DenyReason reason) => new(null, reason, mayOpenLater: false, null, null);

    internal static EnvelopeOpening Later(DenyReason reason) => new(null, reason, mayOpenLater: true, null, null);
}
