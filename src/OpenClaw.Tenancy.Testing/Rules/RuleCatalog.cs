using System.Collections.Immutable;
using OpenClaw.Tenancy.Testing.Running;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Every rule, in the order in which they are looked at: first whether the store works at all.</summary>
internal static class RuleCatalog
{
    internal static ImmutableArray<StoreRule> All { get; } =
    [
        OwnerWorks.Rule,
        OwnOnly.Rule,
        TotalOwnOnly.Rule,
        ForeignLikeAbsent.Rule,
        NoForeignText.Rule,
        RawRowsUnchanged.Rule,
        NeighboursApart.Rule,
        KeysInjective.Rule,
        CaseTwins.Rule,
        CreateKeepsForeign.Rule,
        CreateLikeFree.Rule,
        DeleteKeepsTwin.Rule,
        KeyLikeFree.Rule,
        RecreateApart.Rule,
        CursorBound.Rule,
        PagesWhole.Rule,
        PagesUnmoved.Rule,
        GuessedIds.Rule,
        IdsSilent.Rule,
        UnknownTenant.Rule,
        NoTenant.Rule,
        DeadClaim.Rule,
        SuspendedTenant.Rule,
        PermitRequired.Rule,
        PermitId.Rule,
        PermitAction.Rule,
        PermitContainer.Rule,
        PermitDead.Rule,
        StreamDies.Rule,
        Interleaved.Rule,
        CacheApart.Rule,
    ];
}
