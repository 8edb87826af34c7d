using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>A tenant token, or why there is none. The default is a refusal.</summary>
/// <remarks>
/// <see cref="Reason"/> may be shown outside: it is the same for an unknown identity, a removed member, and a foreign, unknown or
/// inactive tenant. <see cref="Detail"/> tells them apart and is for the audit alone.
/// </remarks>
public readonly struct TokenExchangeResult
{
    internal const string TenantRequired = "tenant_required";

    private readonly DenyReason _reason;

    private TokenExchangeResult(string? token, TenantId? tenant, DateTimeOffset expiresAt, DenyReason reason, string? detail) =>
        (Token, Tenant, ExpiresAt, _reason, Detail) = (token, tenant, expiresAt, reason, detail);

    /// <summary>The token as it is sent, or null.</summary>
    [JsonIgnore]
    public string? Token { get; }

    /// <summary>The tenant that it is for, or null.</summary>
    public TenantId? Tenant { get; }

    /// <summary>Until when the token lives at least.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Why there is no token; <see cref="DenyReason.None"/> when there is one.</summary>
    public DenyReason Reason => Token is null && _reason is DenyReason.None or DenyReason.Unspecified ? DenyReason.TokenInvalid : _reason;

    /// <summary>The rule that refused it, for the audit alone: a fixed word, never a part of the request.</summary>
    public string? Detail { get; }

    /// <summary>Whether the user belongs to several tenants and the request named none: then it is to be asked again with one.</summary>
    public bool MustNameTenant => string.Equals(Detail, TenantRequired);

    /// <summary>Whether there is a token.</summary>
    [MemberNotNullWhen(true, nameof(Token), nameof(Tenant))]
    public bool IsIssued => Token is not null;

    /// <summary>Says what kind of object this is, and nothing of the token.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(TokenExchangeResult);

    internal static TokenExchangeResult Issued(string token, TenantId tenant, DateTimeOffset expiresAt) => new(token, tenant, expiresAt, DenyReason.None, detail: null);

    internal static TokenExchangeResult Refused(DenyReason reason, string? detail) => new(token: null, tenant: null, default, reason, detail ?? "unspecified");
}
