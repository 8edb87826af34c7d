using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>An endpoint that platform operators reach by one action and a tenant's own callers by another. Each is enforced in full.</summary>
/// <remarks>SECURITY: which one it is, the verified claim says alone; a caller chooses nothing.</remarks>
internal sealed class RequireEitherAction(AccessAction platform, AccessAction own) : ITenancyMarker
{
    internal AccessAction Platform { get; } = platform;

    internal AccessAction Own { get; } = own;
}
