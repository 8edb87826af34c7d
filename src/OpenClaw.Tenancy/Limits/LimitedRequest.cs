using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Limits;

/// <summary>What a limiter is asked about.</summary>
/// <param name="Claim">The claim of whoever asks.</param>
/// <param name="Action">What is to be done, for the record of a refusal.</param>
/// <param name="CorrelationId">What joins the records of the request, or null.</param>
/// <param name="RunId">The run that it belongs to, for records, or null.</param>
public readonly record struct LimitedRequest(VerifiedTenantClaim Claim, string Action, string? CorrelationId = null, string? RunId = null);
