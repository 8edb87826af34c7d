using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>A token for the runtime of a tenant, or why there is none. The default is a refusal.</summary>
public readonly struct RuntimeTokenResult
{
    private readonly DenyReason _reason;

    private RuntimeTokenResult(string? token, string? runtimeId, DateTimeOffset expiresAt, DenyReason reason, string? detail) =>
        (Token, RuntimeId, ExpiresAt, _reason, Detail) = (token, runtimeId, expiresAt, reason, detail);

    /// <summary>The token as it is sent, or null.</summary>
    [JsonIgnore]
    public string? Token { get; }

    /// <summary>The runtime that it is for: the one that the directory registers for the tenant. Null where there is no token.</summary>
    public string? RuntimeId { get; }

    /// <summary>Until when the token lives at least.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Why there is no token; <see cref="DenyReason.None"/> when there is one.</summary>
    public DenyReason Reason => Token is null && _reason == DenyReason.None ? DenyReason.Unspecified : _reason;

    /// <summary>The rule that refused it: a fixed word.</summary>
    public string? Detail { get; }

    /// <summary>Whether there is a token.</summary>
    [MemberNotNullWhen(true, nameof(Token), nameof(RuntimeId))]
    public bool IsIssued => Token is not null;

    /// <summary>Says what kind of object this is, and nothing of the token.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RuntimeTokenResult);

    internal static RuntimeTokenResult Issued(string token, string runtimeId, DateTimeOffset expiresAt) => new(token, runtimeId, expiresAt, DenyReason.None, detail: null);

    internal static RuntimeTokenResult Refused(DenyReason reason, string detail) => new(token: null, runtimeId: null, default, reason, detail);
}
