using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Directory;

/// <summary>All break-glass grants by their ids. Read by many threads, written under the directory's lock.</summary>
internal sealed class GrantBook
{
    private readonly ConcurrentDictionary<string, BreakGlassGrant> _byId = new(StringComparer.Ordinal);

    internal ICollection<BreakGlassGrant> All => _byId.Values;

    internal bool TryFind([NotNullWhen(true)] string? id, [NotNullWhen(true)] out BreakGlassGrant? grant)
    {
        grant = null;
        return id is not null && _byId.TryGetValue(id, out grant);
    }

    internal bool IsFull => _byId.Count >= DirectoryLimits.Grants && !_byId.Values.Any(static g => g.IsDone);

    /// <summary>Adds a grant. Those of which nothing is left to do go when there are too many; one that nobody has looked at stays.</summary>
    internal void Add(BreakGlassGrant grant)
    {
        if (_byId.Count >= DirectoryLimits.Grants)
        {
            foreach (BreakGlassGrant done in _byId.Values.Where(static g => g.IsDone))
            {
                _byId.TryRemove(done.Id.ToString(), out _);
            }
        }

        _byId[grant.Id.ToString()] = grant;
    }
}
