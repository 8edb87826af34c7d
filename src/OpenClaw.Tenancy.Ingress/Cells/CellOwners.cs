using System.Collections.Frozen;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Which tenants the directory puts on which runtime. Safe for use by many threads.</summary>
internal sealed class CellOwners(TenantDirectory directory)
{
    private Reading? _reading;

    /// <summary>The tenants that name a runtime, the suspended and deleted ones too: what a gateway holds of them stays there.</summary>
    internal IReadOnlyList<TenantId> Of(string runtimeId) => Read().GetValueOrDefault(runtimeId, []);

    private FrozenDictionary<string, TenantId[]> Read()
    {
        // INVARIANT: the place is read before the entries, so that a change between the two makes the reading old and not wrong.
        long sequence = directory.AppliedSequence;
        if (Volatile.Read(ref _reading) is { } last && last.Sequence == sequence)
        {
            return last.Tenants;
        }

        var next = new Reading(sequence, directory.Entries.Select(static e => (e.Id, e.RuntimeId)).Where(static e => e.RuntimeId is not null)
            .GroupBy(static e => e.RuntimeId!, static e => e.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(static g => g.Key, static g => g.ToArray(), StringComparer.Ordinal));
        Volatile.Write(ref _reading, next);
        return next.Tenants;
    }

    private sealed record Reading(long Sequence, FrozenDictionary<string, TenantId[]> Tenants);
}
