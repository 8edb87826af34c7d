namespace OpenClaw.Tenancy.Authorization;

/// <summary>What the gates look at: plain facts, so that the same function serves the hot path, the tests and a model.</summary>
public interface IGateFacts
{
    /// <summary>Why there is not exactly one verified claim; <see cref="DenyReason.None"/> when there is.</summary>
    DenyReason ClaimFault { get; }

    /// <summary>Whether the directory's contents are young enough to decide by.</summary>
    bool DirectoryIsFresh { get; }

    /// <summary>Whether the tenant has been active without a break since the claim was accepted.</summary>
    bool TenantIsAlive { get; }

    /// <summary>Whether the tenant is active now. Only read to tell one refusal from another.</summary>
    bool TenantIsActive { get; }

    /// <summary>Whether neither the member nor the credential was revoked since the claim was accepted.</summary>
    bool HolderIsAlive { get; }

    /// <summary>Whether the claim has not ended.</summary>
    bool ClaimIsInTime { get; }

    /// <summary>Whether the claim came by a break-glass grant. Then what it holds is the grant's alone.</summary>
    bool ClaimIsByGrant { get; }

    /// <summary>Whether the grant's target is active now. Only read to tell one refusal from another.</summary>
    bool GrantTargetIsActive { get; }

    /// <summary>Whether the grant, its token and its target have lived without a break since the claim was accepted.</summary>
    bool GrantIsAlive { get; }

    /// <summary>Whether the moment lies in the grant's time, by a clock that does not go back.</summary>
    bool GrantIsInTime { get; }

    /// <summary>Whether every selector names the tenant that the claim is about: its own, or the grant's target.</summary>
    bool SelectorsAgree { get; }

    /// <summary>The mode of the process.</summary>
    TenancyMode Mode { get; }

    /// <summary>Whether the claim is of the one tenant that the process serves, where it serves one.</summary>
    bool ClaimIsOfHomeTenant { get; }

    /// <summary>Whether the claim is a platform principal's.</summary>
    bool ClaimIsOfPlatform { get; }

    /// <summary>Whether the action acts on the platform itself.</summary>
    bool ActionIsOnPlatform { get; }

    /// <summary>Whether a held scope on the claim's own tenant's axis reaches the required one.</summary>
    bool ScopeHeldInTenant { get; }

    /// <summary>Whether a held scope on the global axis reaches the required one.</summary>
    bool ScopeHeldGlobally { get; }

    /// <summary>Whether the host lets global scopes cross tenants.</summary>
    bool GlobalScopeCrosses { get; }

    /// <summary>Whether the host lets grants cross tenants.</summary>
    bool GrantCrosses { get; }

    /// <summary>Whether a scope of the grant, on its target's axis, reaches the required one.</summary>
    bool ScopeHeldByGrant { get; }

    /// <summary>Whether there is such a resource.</summary>
    bool ResourceExists { get; }

    /// <summary>Whether the resource belongs to a tenant.</summary>
    bool ResourceIsOwned { get; }

    /// <summary>Whether the resource belongs to the claim's tenant.</summary>
    bool OwnerIsClaimTenant { get; }

    /// <summary>Whether the resource belongs to the grant's target.</summary>
    bool OwnerIsGrantTarget { get; }
}
