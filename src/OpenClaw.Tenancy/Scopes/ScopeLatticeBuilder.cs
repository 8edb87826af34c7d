namespace OpenClaw.Tenancy.Scopes;

/// <summary>Builds a <see cref="ScopeLattice"/>. Single use, and not safe for use by many threads.</summary>
public sealed class ScopeLatticeBuilder
{
    private readonly List<string> _known = [];
    private readonly List<(string Held, string Implied)> _edges = [];
    private readonly List<(string Held, string Prefix)> _prefixes = [];

    /// <summary>Adds a scope and what its holder has besides.</summary>
    /// <param name="name">The scope's name.</param>
    /// <param name="implied">The names that it implies; they become known too.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A name is outside the grammar.</exception>
    public ScopeLatticeBuilder Add(string name, params ReadOnlySpan<string> implied)
    {
        Know(name);
        foreach (string scope in implied)
        {
            Know(scope);
            _edges.Add((name, scope));
        }

        return this;
    }

    /// <summary>Adds a scope whose holder has every scope that begins with a prefix, also those that no one knows yet.</summary>
    /// <param name="name">The scope's name.</param>
    /// <param name="prefix">The prefix; it ends with a dot.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is outside the grammar, or the prefix does not end with a dot.</exception>
    public ScopeLatticeBuilder AddPrefix(string name, string prefix)
    {
        Know(name);
        ScopeName.Require(prefix);
        // Without the dot "operator" would also reach "operators.read".
        _prefixes.Add((name, prefix.EndsWith('.') ? prefix : throw new ArgumentException("A scope prefix ends with a dot.", nameof(prefix))));
        return this;
    }

    /// <summary>Closes the relation transitively and freezes it.</summary>
    /// <returns>The lattice.</returns>
    /// <exception cref="InvalidOperationException">More than <see cref="ScopeLattice.MaxKnown"/> scopes are known.</exception>
    public ScopeLattice Build()
    {
        if (_known.Count > ScopeLattice.MaxKnown)
        {
            throw new InvalidOperationException(
                $"A lattice knows at most {ScopeLattice.MaxKnown} scopes, and {_known.Count} were added. Leave out scopes that imply nothing: an unknown scope is matched exactly.");
        }

        ulong[] satisfiedBy = new ulong[_known.Count];
        for (int i = 0; i < satisfiedBy.Length; i++)
        {
            satisfiedBy[i] = 1UL << i;
        }

        // INVARIANT: closed transitively. A delegate could otherwise gain what its parent lacked.
        while (Widen(satisfiedBy))
        {
        }

        return new ScopeLattice([.. _known], satisfiedBy, [.. _prefixes.Select(p => (p.Prefix, satisfiedBy[_known.IndexOf(p.Held)]))]);
    }

    private bool Widen(ulong[] satisfiedBy)
    {
        bool changed = false;
        foreach ((string held, string implied) in _edges)
        {
            changed |= Join(satisfiedBy, held, _known.IndexOf(implied));
        }

        foreach ((string held, string prefix) in _prefixes)
        {
            for (int i = 0; i < _known.Count; i++)
            {
                changed |= _known[i].StartsWith(prefix, StringComparison.Ordinal) && Join(satisfiedBy, held, i);
            }
        }

        return changed;
    }

    private bool Join(ulong[] satisfiedBy, string held, int implied)
    {
        ulong before = satisfiedBy[implied];
        satisfiedBy[implied] = before | satisfiedBy[_known.IndexOf(held)];
        return satisfiedBy[implied] != before;
    }

    private void Know(string name)
    {
        if (!_known.Contains(ScopeName.Require(name)))
        {
            _known.Add(name);
        }
    }
}
