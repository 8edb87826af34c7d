using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>The gates' facts as plain values.</summary>
internal readonly record struct GateFacts(
    DenyReason ClaimFault,
    TenancyMode Mode,
    bool DirectoryIsFresh,
    bool TenantIsAlive,
    bool TenantIsActive,
    bool HolderIsAlive,
    bool ClaimIsInTime,
    bool SelectorsAgree,
    bool ClaimIsOfHomeTenant,
    bool ClaimIsOfPlatform,
    bool ActionIsOnPlatform,
    bool ScopeHeldInTenant,
    bool ScopeHeldGlobally,
    bool GlobalScopeCrosses,
    bool ResourceExists,
    bool ResourceIsOwned,
    bool OwnerIsClaimTenant) : IGateFacts
{
    private const int Booleans = 15;

    public static readonly DenyReason[] ClaimFaults =
        [DenyReason.None, DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid, DenyReason.Unspecified];

    public static readonly TenancyMode[] Modes = [TenancyMode.Shared, TenancyMode.Pinned, TenancyMode.Disabled];

    /// <summary>Every combination.</summary>
    public static IEnumerable<GateFacts> All()
    {
        foreach (DenyReason fault in ClaimFaults)
        {
            foreach (TenancyMode mode in Modes)
            {
                for (int bits = 0; bits < 1 << Booleans; bits++)
                {
                    yield return FromBits(fault, mode, bits);
                }
            }
        }
    }

    private static GateFacts FromBits(DenyReason fault, TenancyMode mode, int bits)
    {
        return new GateFacts(
            fault, mode, Bit(0), Bit(1), Bit(2), Bit(3), Bit(4), Bit(5), Bit(6), Bit(7), Bit(8), Bit(9), Bit(10), Bit(11), Bit(12), Bit(13), Bit(14));

        bool Bit(int i) => (bits & (1 << i)) != 0;
    }
}
