using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>A run that is to be performed.</summary>
/// <param name="Caller">The claim of who asked for it; what performs it gets a part of this.</param>
/// <param name="Permit">The permit that the run was added with.</param>
/// <param name="Run">The run.</param>
/// <param name="Model">The model that was asked for, or null.</param>
/// <param name="CorrelationId">What joins the records of the request that asked for it and of the run, or null.</param>
public sealed record RunOrder(VerifiedTenantClaim Caller, AccessPermit Permit, Run Run, string? Model, string? CorrelationId)
{
    /// <summary>What is reserved for it, or null. It becomes usage with the run, and is given back where the run fails.</summary>
    public UsageReservation? Reservation { get; init; }
}
