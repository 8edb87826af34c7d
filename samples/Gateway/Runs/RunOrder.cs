using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>A run that is to be performed.</summary>
/// <param name="Caller">The claim of who asked for it; what performs it gets a part of this.</param>
/// <param name="Permit">The permit that the run was added with.</param>
/// <param name="Run">The run.</param>
/// <param name="Model">The model that was asked for, or null.</param>
public sealed record RunOrder(VerifiedTenantClaim Caller, AccessPermit Permit, Run Run, string? Model);
