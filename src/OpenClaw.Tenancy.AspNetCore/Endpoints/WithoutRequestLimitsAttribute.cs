namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>Requests to an endpoint are not limited, and hold no place while they last: a connection that stays open for hours, say.</summary>
/// <remarks>On a controller or an action. A route handler says it with <c>WithoutRequestLimits</c>.</remarks>
/// <param name="reason">Why; it stands for the reader of the code.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WithoutRequestLimitsAttribute(string reason) : TenancyGuardAttribute, ITenancyMarker
{
    /// <summary>Why.</summary>
    public string Reason { get; } = !string.IsNullOrWhiteSpace(reason) ? reason : throw new ArgumentException(
        "Say why requests to the endpoint are not limited.", nameof(reason));
}
