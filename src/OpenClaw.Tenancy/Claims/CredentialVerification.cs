using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Claims;

/// <summary>What became of a credential. The default is <see cref="NotMine"/>, which lets nobody in.</summary>
public readonly struct CredentialVerification
{
    private readonly IRememberedCredential? _remembered;

    private CredentialVerification(VerifiedTenantClaim? claim, DenyReason reason, string? detail, bool reusable, IRememberedCredential? remembered) =>
        (Claim, Reason, Detail, IsReusable, _remembered) = (claim, reason, detail, reusable, remembered);

    /// <summary>The credential is not of this verifier's kind or issuer.</summary>
    public static CredentialVerification NotMine => default;

    /// <summary>The verified claim, or null.</summary>
    public VerifiedTenantClaim? Claim { get; }

    /// <summary>Why it was refused; <see cref="DenyReason.Unspecified"/> when it is not this verifier's.</summary>
    public DenyReason Reason { get; }

    /// <summary>The rule that refused it, for the audit alone: a fixed word, never a part of the credential.</summary>
    public string? Detail { get; }

    /// <summary>Whether the answer may be remembered for the same credential while the claim lives.</summary>
    public bool IsReusable { get; }

    /// <summary>Whether the credential was accepted.</summary>
    [MemberNotNullWhen(true, nameof(Claim))]
    public bool IsAccepted => Claim is not null;

    internal bool IsMine => Reason != DenyReason.Unspecified;

    /// <summary>What the issuer's door said.</summary>
    /// <param name="acceptance">Its answer.</param>
    /// <param name="reusable">Whether an accepted credential may be presented again.</param>
    /// <returns>The same as a verification.</returns>
    public static CredentialVerification From(ClaimAcceptance acceptance, bool reusable) => acceptance.IsAccepted
        ? new(acceptance.Claim, DenyReason.None, null, reusable, remembered: null)
        : Refused(acceptance.Reason, acceptance.Detail ?? "unspecified");

    /// <summary>What the issuer's door said of a credential that may be presented again for as long as its verifier says so.</summary>
    /// <param name="acceptance">Its answer.</param>
    /// <param name="remembered">What is asked before each further use.</param>
    /// <returns>The same as a verification.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="remembered"/> is null.</exception>
    public static CredentialVerification From(ClaimAcceptance acceptance, IRememberedCredential remembered)
    {
        ArgumentNullException.ThrowIfNull(remembered);
        return acceptance.IsAccepted ? new(acceptance.Claim, DenyReason.None, null, reusable: true, remembered) : From(acceptance, reusable: true);
    }

    /// <summary>A refusal.</summary>
    /// <param name="reason">Why; whatever is no reason becomes <see cref="DenyReason.TokenInvalid"/>.</param>
    /// <param name="detail">The rule that refused it: a fixed word, never a part of the credential.</param>
    /// <returns>The refusal.</returns>
    public static CredentialVerification Refused(DenyReason reason, string detail) =>
        new(null, reason is DenyReason.None or DenyReason.Unspecified ? DenyReason.TokenInvalid : reason, detail, reusable: false, remembered: null);

    /// <summary>Whether the answer may be given again for the same credential, without verifying it anew.</summary>
    /// <returns>False for a refusal, for a credential that is not reusable, and where its verifier does not vouch for it any longer.</returns>
    /// <remarks>A claim that died is found by the decision in any case.</remarks>
    public bool StillHolds() => IsAccepted && IsReusable && (_remembered is null || _remembered.StillHolds());
}
