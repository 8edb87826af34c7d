using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>How far a token came: read, found a key, proved by it, taken by the door. The default is another's token.</summary>
internal readonly struct TokenCheck
{
    private TokenCheck(DenyReason reason, string? detail) => (Reason, Detail) = (reason, detail);

    /// <summary>Why it is refused; unspecified for another's token, and <see cref="DenyReason.None"/> for an accepted one.</summary>
    internal DenyReason Reason { get; private init; }

    internal string? Detail { get; private init; }

    internal TokenKeyQuery Query { get; private init; }

    /// <summary>The key that it named, where there is one that may verify it.</summary>
    internal TokenKey? Key { get; private init; }

    /// <summary>What it says; null until its key has proved it.</summary>
    internal TokenPayload? Payload { get; private init; }

    internal ClaimAcceptance Acceptance { get; private init; }

    [MemberNotNullWhen(true, nameof(Key), nameof(Payload))]
    internal bool IsAccepted => Acceptance.IsAccepted;

    internal bool IsMine => Reason != DenyReason.Unspecified;

    internal CredentialVerification Refusal => IsMine ? CredentialVerification.Refused(Reason, Detail ?? "unspecified") : CredentialVerification.NotMine;

    internal static TokenCheck Refused(string fault) => new(DenyReason.TokenInvalid, fault);

    internal static TokenCheck Unknown(string fault) => new(DenyReason.DependencyUnavailable, fault);

    internal TokenCheck With(TokenKeyQuery query, TokenKey key) => this with { Query = query, Key = key };

    internal TokenCheck Proved(TokenPayload payload) => this with { Payload = payload };

    internal static TokenCheck Judged(ClaimAcceptance acceptance) => new(acceptance.Reason, acceptance.Detail) { Acceptance = acceptance };
}
