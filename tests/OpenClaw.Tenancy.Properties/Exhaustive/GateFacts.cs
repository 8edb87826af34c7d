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
    bool OwnerIsClaimTenant,
    bool ClaimIsByGrant,
    bool GrantTargetIsActive,
    bool GrantIsAlive,
    bool GrantIsInTime,
    bool GrantCrosses,
    bool ScopeHeldByGrant,
    bool OwnerIsGrantTarget) : IGateFacts
{
    private const int Booleans = 15;
    private const int OfGrant = 6;

    public static readonly DenyReason[] ClaimFaults =
        [DenyReason.None, DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid, DenyReason.Unspecified];

    public static readonly TenancyMode[] Modes = [TenancyMode.Shared, TenancyMode.Pinned, TenancyMode.Disabled];

    /// <summary>Every combination of a claim that did not come by a grant. What is said of the grant is all false, or all true: nobody may look at it.</summary>
    public static IEnumerable<GateFacts> WithoutGrant() =>
        from fault in ClaimFaults
        from mode in Modes
        from bits in Enumerable.Range(0, 1 << Booleans)
        from grant in (int[])[0, (1 << OfGrant) - 1]
        select FromBits(fault, mode, bits, grant << 1);

    /// <summary>Every combination of a claim that came by a grant; of a claim that is not there, one fault.</summary>
    public static IEnumerable<GateFacts> ByGrant() =>
        from fault in ClaimFaults.Take(2)
        from mode in Modes
        from bits in Enumerable.Range(0, 1 << Booleans)
        from grant in Enumerable.Range(0, 1 << OfGrant)
        select FromBits(fault, mode, bits, (grant << 1) | 1);

    public static IEnumerable<GateFacts> All() => WithoutGrant().Concat(ByGrant());

    private static GateFacts FromBits(DenyReason fault, TenancyMode mode, int bits, int grant)
    {
        return new GateFacts(
            fault, mode, Bit(0), Bit(1), Bit(2), Bit(3), Bit(4), Bit(5), Bit(6), Bit(7), Bit(8), Bit(9), Bit(10), Bit(11), Bit(12), Bit(13), Bit(14),
            Grant(0), Grant(1), Grant(2), Grant(3), Grant(4), Grant(5), Grant(6));

        bool Bit(int i) => (bits & (1 << i)) != 0;
        bool Grant(int i) => (grant & (1 << i)) != 0;
    }
}
