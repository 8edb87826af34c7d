using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What is asked for. Each member is required: there is no grant without a ticket, a reason or an end.</summary>
internal sealed record NewGrantBody(string Ticket, string Reason, string TargetTenant, string[] Scopes, long DurationSeconds) : IInput
{
    // The host's own rule was asked when the body was read.
    public Problem? RefusalFor(VerifiedTenantClaim claim) => null;

    internal BreakGlassRequest ToRequest() => new()
    {
        Target = TargetTenant,
        Scopes = Scopes,
        Ticket = Ticket,
        Reason = Reason,
        Duration = Seconds.Require(DurationSeconds, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
    };
}
