namespace OpenClaw.Tenancy.Claims;

/// <summary>What became of a sealed claim at the door.</summary>
/// <param name="Acceptance">The claim, or why there is none.</param>
/// <param name="MayBeLater">Whether the same envelope may open later: nothing that it lives by is gone.</param>
internal readonly record struct EnvelopeAdmission(ClaimAcceptance Acceptance, bool MayBeLater)
{
    internal static EnvelopeAdmission Later(DenyReason reason, string detail) => new(ClaimAcceptance.Refused(reason, detail), MayBeLater: true);

    internal static EnvelopeAdmission Never(DenyReason reason, string detail) => new(ClaimAcceptance.Refused(reason, detail), MayBeLater: false);
}
