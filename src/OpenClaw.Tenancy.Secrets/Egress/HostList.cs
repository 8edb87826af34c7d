using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Hosts by their whole name, or by a suffix that begins with a dot.</summary>
internal sealed class HostList
{
    private readonly FrozenSet<string> _exact;
    private readonly string[] _suffixes;

    internal HostList(IEnumerable<string> hosts)
    {
        string[] all = [.. hosts];
        _exact = all.Where(static h => !h.StartsWith('.')).ToFrozenSet(StringComparer.Ordinal);
        _suffixes = [.. all.Where(static h => h.StartsWith('.'))];
    }

    /// <summary>Whether a name within the grammar is one of them. The dot is part of a suffix, so that no name merely ends alike.</summary>
    internal bool Contains(string host)
    {
        if (_exact.Contains(host))
        {
            return true;
        }

        foreach (string suffix in _suffixes)
        {
            if (host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
