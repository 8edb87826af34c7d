using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record RotationBody(long OverlapSeconds = 0) : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        _ = ToOverlap();
        return null;
    }

    internal TimeSpan ToOverlap() => Seconds.Require(OverlapSeconds, TimeSpan.Zero, TenantApiKeys.MaxOverlap);
}
