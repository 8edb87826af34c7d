using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.ApiKeys;

/// <summary>What came of an API key that was accepted, for its next use. It holds for as long as the claim lives.</summary>
internal sealed class AcceptedApiKey : IRememberedCredential
{
    private readonly ApiKeyEntry _key;
    private readonly VerifiedTenantClaim _claim;
    private readonly TimeProvider _time;

    internal AcceptedApiKey(ApiKeyEntry key, ClaimAcceptance acceptance, TimeProvider time)
    {
        (_key, _claim, _time) = (key, acceptance.Claim!, time);
        Verification = CredentialVerification.From(acceptance, this);
    }

    internal CredentialVerification Verification { get; }

    public bool StillHolds() => HoldsAt(_time.GetUtcNow().UtcTicks);

    internal bool HoldsAt(long now)
    {
        bool holds = _claim.StillHolds() && _key.IsUsableAt(now);
        if (holds)
        {
            _key.Use(now);
        }

        return holds;
    }
}
