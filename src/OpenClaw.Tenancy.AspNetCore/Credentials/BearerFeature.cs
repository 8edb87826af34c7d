namespace OpenClaw.Tenancy.AspNetCore.Credentials;

/// <summary>What the Authorization header of this request came to, kept so that it is verified once.</summary>
internal sealed class BearerFeature(PresentedClaim presented)
{
    internal PresentedClaim Presented { get; } = presented;
}
