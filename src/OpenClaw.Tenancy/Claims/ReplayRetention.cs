namespace OpenClaw.Tenancy.Claims;

/// <summary>How long a replay memory accepts and keeps what was used, past the credential's end. The same for every memory.</summary>
/// <remarks>
/// INVARIANT: a credential is kept for longer than it could be accepted by a clock that is behind, so that none is accepted
/// whose use was forgotten. The difference of the two is how far the clocks of the sharers may be apart.
/// </remarks>
public static class ReplayRetention
{
    /// <summary>How long after its end a credential may still be used up: an issuer's clock may be off by so much.</summary>
    public static readonly TimeSpan Acceptance = TenantIssuerOptions.MaxClockSkew;

    /// <summary>How long after its end a used credential is remembered: one minute.</summary>
    public static readonly TimeSpan Memory = 2 * TenantIssuerOptions.MaxClockSkew;
}
