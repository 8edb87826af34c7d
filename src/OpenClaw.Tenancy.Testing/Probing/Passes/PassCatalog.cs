using System.Collections.Immutable;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Every pass, in the order in which they are gone: first whether the host works at all.</summary>
internal static class PassCatalog
{
    internal static ImmutableArray<ProbePass> All { get; } =
    [
        OwnersPass.Begin,
        ObjectPass.Pass,
        VerbPass.Pass,
        SelectorPass.Pass,
        ExactIdPass.Pass,
        CursorPass.Pass,
        TotalsPass.Pass,
        UnownedPass.Pass,
        CreatePass.Names,
        CreatePass.Keys,
        NobodyPass.Pass,
        CredentialPass.Pass,
        EndedPass.Pass,
        SocketPass.Pass,
        LeaverPass.Pass,
        InterleavedPass.Pass,
        OwnersPass.End,
        new(ProbeRuleIds.OneRecord, static _ => Task.CompletedTask)
        {
            Missing = static s => s.CountRefusalsAsync is null ? "ProbeSubject.CountRefusalsAsync is not set." : null,
        },
        new(ProbeRuleIds.CallsAlike, static _ => Task.CompletedTask)
        {
            Missing = static s => s.CountCallsAsync is null ? "ProbeSubject.CountCallsAsync is not set." : null,
        },
    ];
}
