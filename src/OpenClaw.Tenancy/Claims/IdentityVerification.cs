using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Claims;

/// <summary>What became of an identity provider's token. The default is a refusal.</summary>
public readonly struct IdentityVerification
{
    private IdentityVerification(ExternalIdentity? identity, DenyReason reason, string? detail) => (Identity, Reason, Detail) = (identity, reason, detail);

    /// <summary>Whom the token is about, or null.</summary>
    public ExternalIdentity? Identity { get; }

    /// <summary>Why it was refused; <see cref="DenyReason.None"/> when it was not.</summary>
    /// <remarks><see cref="DenyReason.DependencyUnavailable"/> where it could not be found out, and then the token may be good.</remarks>
    public DenyReason Reason { get; }

    /// <summary>The rule that refused it, for the audit alone: a fixed word, never a part of the token.</summary>
    public string? Detail { get; }

    /// <summary>Whether the token was verified.</summary>
    [MemberNotNullWhen(true, nameof(Identity))]
    public bool IsVerified => Identity is not null;

    /// <summary>A token that was verified.</summary>
    /// <param name="identity">Whom it is about.</param>
    /// <returns>The verification.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="identity"/> is null.</exception>
    public static IdentityVerification Verified(ExternalIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return new(identity, DenyReason.None, null);
    }

    /// <summary>A refusal.</summary>
    /// <param name="reason">Why; whatever is no reason becomes <see cref="DenyReason.TokenInvalid"/>.</param>
    /// <param name="detail">The rule that refused it: a fixed word, never a part of the token.</param>
    /// <returns>The refusal.</returns>
    public static IdentityVerification Refused(DenyReason reason, string detail) =>
        new(null, reason is DenyReason.None or DenyReason.Unspecified ? DenyReason.TokenInvalid : reason, detail);
}
