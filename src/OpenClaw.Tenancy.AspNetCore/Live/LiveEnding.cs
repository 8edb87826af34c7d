using System.Net.WebSockets;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Why a live connection ends, as the other end learns it.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class LiveEnding
{
    private LiveEnding(WebSocketCloseStatus status, string code, bool isRefusal = true) => (Status, Code, IsRefusal) = (status, code, isRefusal);

    /// <summary>1008: the credential has ended.</summary>
    public static LiveEnding TokenExpired { get; } = new(WebSocketCloseStatus.PolicyViolation, "token_expired");

    /// <summary>1008: the member, the credential or the grant was revoked.</summary>
    public static LiveEnding Revoked { get; } = new(WebSocketCloseStatus.PolicyViolation, "revoked");

    /// <summary>1008: the tenant is suspended or deleted.</summary>
    public static LiveEnding TenantInactive { get; } = new(WebSocketCloseStatus.PolicyViolation, "tenant_inactive");

    /// <summary>1008: a message names another tenant.</summary>
    public static LiveEnding SelectorMismatch { get; } = new(WebSocketCloseStatus.PolicyViolation, "selector_mismatch");

    /// <summary>1008: more was sent than a connection or its tenant may send, or there is no place for another connection.</summary>
    public static LiveEnding RateLimited { get; } = new(WebSocketCloseStatus.PolicyViolation, "rate_limited");

    /// <summary>1008: the other end does not read.</summary>
    public static LiveEnding TooSlow { get; } = new(WebSocketCloseStatus.PolicyViolation, "too_slow");

    /// <summary>1008: no credential came in time.</summary>
    public static LiveEnding ClaimMissing { get; } = new(WebSocketCloseStatus.PolicyViolation, "claim_missing");

    /// <summary>1007: a message is malformed.</summary>
    public static LiveEnding InvalidMessage { get; } = new(WebSocketCloseStatus.InvalidPayloadData, "invalid_request");

    /// <summary>1009: a message is too large.</summary>
    public static LiveEnding TooLarge { get; } = new(WebSocketCloseStatus.MessageTooBig, "invalid_request");

    /// <summary>1011: it is not known whether the claim still lives.</summary>
    public static LiveEnding DependencyUnavailable { get; } = new(WebSocketCloseStatus.InternalServerError, "dependency_unavailable");

    /// <summary>1001: the host stops.</summary>
    public static LiveEnding GoingAway { get; } = new(WebSocketCloseStatus.EndpointUnavailable, "going_away", isRefusal: false);

    /// <summary>1000: one of the ends is done.</summary>
    public static LiveEnding Closed { get; } = new(WebSocketCloseStatus.NormalClosure, "closed", isRefusal: false);

    /// <summary>The close code of a WebSocket.</summary>
    public WebSocketCloseStatus Status { get; }

    /// <summary>The code that clients tell endings apart by: the close reason of a WebSocket.</summary>
    public string Code { get; }

    /// <summary>Whether something was refused by it, which then stands in a record.</summary>
    public bool IsRefusal { get; }

    /// <summary>The ending of a connection that was not opened.</summary>
    /// <param name="code">The code of the refusal.</param>
    /// <returns>1008 with the code.</returns>
    internal static LiveEnding Refused(string code) => new(WebSocketCloseStatus.PolicyViolation, code);

    /// <summary>The ending of a connection whose claim has died.</summary>
    /// <param name="reason">The gate that fails.</param>
    /// <returns>What the other end may learn of it.</returns>
    public static LiveEnding For(DenyReason reason) => reason switch
    {
        DenyReason.Expired => TokenExpired,
        DenyReason.TenantInactive => TenantInactive,
        DenyReason.DependencyUnavailable => DependencyUnavailable,
        _ => Revoked,
    };
}
