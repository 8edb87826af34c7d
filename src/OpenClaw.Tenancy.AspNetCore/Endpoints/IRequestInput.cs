using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>What an endpoint takes besides a credential and a route. It is read when the claim was let in, and before anything is looked up or recorded as allowed.</summary>
internal interface IRequestInput
{
    /// <summary>Reads it.</summary>
    /// <returns>The refusal, or null.</returns>
    ValueTask<Problem?> ReadAsync(HttpContext context, VerifiedTenantClaim claim);
}
