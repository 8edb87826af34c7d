using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Which tenant holds which root. No two roots are equal, nested or linked; names that differ in case count as equal.</summary>
/// <remarks>Grows with the tenants that have opened their root. Safe for use by many threads.</remarks>
internal sealed class RootClaims(RootPlaces places)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, RootPosition> _held = [];
    private readonly Dictionary<string, TenantId> _self = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<TenantId>> _around = new(StringComparer.OrdinalIgnoreCase);
    private RootPosition? _defaultParent;

    /// <summary>Takes note of the directory that default roots lie in, once.</summary>
    internal void ReserveDefaultParent(RootPosition position) => _defaultParent = position;

    /// <summary>Opens the root of a tenant and claims it. What is wrong is said in words for the operator alone.</summary>
    internal SafeFileHandle? Open(TenantId tenant, bool make, out FileFacts facts, out string? refusal)
    {
        (facts, refusal) = (default, null);
        int descriptor = places.Open(tenant, make);
        if (descriptor < 0)
        {
            refusal = !make && descriptor == -Errno.NoEntry ? null
                : places.PathOf(tenant) is null ? $"The tenant '{tenant}' has no directory: set TenantDirectoryOptions.BasePath, or name its root with UseRoot."
                : $"The directory of tenant '{tenant}' cannot be opened as a directory that is no link (error {-descriptor}). See that the service account owns the path of {Entry(tenant)}.";
            return null;
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            facts = ConfinedDirectory.Of(handle);
            refusal = facts.IsWritableByOthers
                ? $"The directory of tenant '{tenant}' can be written by every user of the machine. Take that right away (chmod o-w) from the path of {Entry(tenant)}."
                : Claim(tenant, handle, in facts);
        }
        catch (Exception failed) when (failed is ConfinementException or IOException or UnauthorizedAccessException)
        {
            refusal = $"Where the directory of tenant '{tenant}' lies cannot be found out ({failed.GetType().Name}). See that the service account may read the directories above the path of {Entry(tenant)}.";
        }

        if (refusal is null)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    private string? Claim(TenantId tenant, SafeFileHandle handle, in FileFacts facts)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(tenant, out RootPosition? held) && held.Facts.IsSameFile(in facts) && held.Facts.IsSameMount(in facts))
            {
                return null;
            }

            Release(tenant);
            RootPosition position = RootPosition.Read(handle, places.PathOf(tenant)!);
            TenantId? rival = Rival(position);

            // A root that was deleted leaves its number to the next directory: look whether the rival still has it, and who else stands in the way.
            while (rival is not null && Renew(rival))
            {
                rival = Rival(position);
            }

            string? refusal = rival is not null ? Shared(tenant, rival) : BaseConflict(tenant, position);
            if (refusal is null)
            {
                Hold(tenant, position);
            }

            return refusal;
        }
    }

    private TenantId? Rival(RootPosition position)
    {
        foreach (string key in position.Self)
        {
            if (_self.TryGetValue(key, out TenantId? same))
            {
                return same;
            }

            if (_around.TryGetValue(key, out HashSet<TenantId>? inside))
            {
                return inside.First();
            }
        }

        foreach (string key in position.Around)
        {
            if (_self.TryGetValue(key, out TenantId? around))
            {
                return around;
            }
        }

        return null;
    }

    private string? BaseConflict(TenantId tenant, RootPosition position)
    {
        if (_defaultParent is null)
        {
            return null;
        }

        bool contains = Shares(position.Self, _defaultParent.Self) || Shares(position.Self, _defaultParent.Around);
        bool lies = Shares(position.Around, _defaultParent.Self)
            && places.IsConfigured(tenant) && !string.Equals(places.PathOf(tenant), places.DefaultOf(tenant), StringComparison.Ordinal);
        return contains ? $"The root of {Entry(tenant)} contains the directories of other tenants, which TenantDirectoryOptions.BasePath puts there. Choose a root outside of it."
            : lies ? $"The root of {Entry(tenant)} lies among the directories of TenantDirectoryOptions.BasePath, where it could become another tenant's. Choose a root outside of it."
            : null;
    }

    private bool Renew(TenantId rival)
    {
        RootPosition before = _held.TryGetValue(rival, out RootPosition? held) ? held : throw new InvalidOperationException("A rival holds a root.");
        int descriptor = places.Open(rival, make: false);
        using SafeFileHandle? handle = descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
        RootPosition? now = handle is null ? null : RootPosition.Read(handle, places.PathOf(rival)!);
        if (now is not null && now.Facts.IsSameFile(before.Facts) && now.Self.SequenceEqual(before.Self))
        {
            return false;
        }

        // What it has now is claimed when it is opened the next time.
        Release(rival);
        return true;
    }

    private void Hold(TenantId tenant, RootPosition position)
    {
        _held.Add(tenant, position);
        foreach (string key in position.Self)
        {
            _self[key] = tenant;
        }

        foreach (string key in position.Around)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_around, key, out _) ??= []).Add(tenant);
        }
    }

    private void Release(TenantId tenant)
    {
        if (!_held.Remove(tenant, out RootPosition? position))
        {
            return;
        }

        foreach (string key in position.Self)
        {
            _self.Remove(key);
        }

        foreach (string key in position.Around)
        {
            if (_around.TryGetValue(key, out HashSet<TenantId>? inside) && inside.Remove(tenant) && inside.Count == 0)
            {
                _around.Remove(key);
            }
        }
    }

    private string Shared(TenantId tenant, TenantId rival) =>
        $"{Entry(tenant)} and {Entry(rival)} give two tenants directories that are the same, one inside the other, or alike but for case. Give each tenant a directory of its own.";

    private string Entry(TenantId tenant) => places.IsConfigured(tenant)
        ? $"UseRoot for tenant '{tenant}'"
        : $"the default root of tenant '{tenant}' below TenantDirectoryOptions.BasePath";

    private static bool Shares(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.Intersect(right, StringComparer.OrdinalIgnoreCase).Any();
}
