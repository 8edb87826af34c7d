using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>An endpoint uses up what quotas limit: a part of its tenant's day is reserved before it runs.</summary>
/// <remarks>On a controller or an action. A route handler says it with <c>ReservesUsage</c>. Of several the nearest counts.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReservesUsageAttribute : TenancyGuardAttribute, ITenancyMarker
{
    /// <summary>Tokens that it will use, as far as that is known.</summary>
    /// <value>Default: 0.</value>
    public long Tokens { get; init; }

    /// <summary>Messages that it answers.</summary>
    /// <value>Default: 0.</value>
    public long Messages { get; init; }

    /// <summary>Tools that it will call.</summary>
    /// <value>Default: 0.</value>
    public long ToolCalls { get; init; }

    internal UsageAmounts Amounts => new() { Tokens = Tokens, Messages = Messages, ToolCalls = ToolCalls };
}
