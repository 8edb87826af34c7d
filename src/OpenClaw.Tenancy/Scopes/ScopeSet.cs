using System.Collections;

namespace OpenClaw.Tenancy.Scopes;

/// <summary>The scopes of one accepted claim, compiled for the decision. Immutable and safe for use by many threads.</summary>
public sealed class ScopeSet : IReadOnlyCollection<TenantScopedScope>
{
    private readonly TenantScopedScope[] _scopes;
    private readonly bool _everything;

    internal ScopeSet(ScopeLattice lattice, IEnumerable<TenantScopedScope> scopes)
    {
        Lattice = lattice;
        _scopes = [.. scopes.Distinct()];
        foreach (TenantScopedScope scope in _scopes)
        {
            ulong bit = lattice.BitOf(scope.Name);
            TenantMask |= scope.IsGlobal ? 0 : bit;
            GlobalMask |= scope.IsGlobal ? bit : 0;
        }
    }

    // Every scope on the global axis, also those that nobody knows: what a host without tenancy has.
    private ScopeSet(ScopeLattice lattice)
    {
        (Lattice, _scopes, _everything) = (lattice, [.. lattice.Known.Select(TenantScopedScope.Global)], true);
        GlobalMask = ulong.MaxValue;
    }

    /// <inheritdoc />
    public int Count => _scopes.Length;

    internal static ScopeSet Everything(ScopeLattice lattice) => new(lattice);

    internal ScopeLattice Lattice { get; }

    /// <summary>The known scopes that are held on the tenant's axis.</summary>
    internal ulong TenantMask { get; }

    /// <summary>The known scopes that are held on the global axis.</summary>
    internal ulong GlobalMask { get; }

    /// <inheritdoc />
    public IEnumerator<TenantScopedScope> GetEnumerator() => ((IEnumerable<TenantScopedScope>)_scopes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether a scope that the lattice does not know is held exactly, on the given axis.</summary>
    internal bool HoldsExactly(string name, bool global)
    {
        foreach (TenantScopedScope scope in _scopes)
        {
            if (scope.IsGlobal == global && string.Equals(scope.Name, name))
            {
                return true;
            }
        }

        return _everything && global;
    }

    /// <summary>Those of the asked scopes that this set reaches on the same axis. There is no way to widen.</summary>
    internal ScopeSet Narrow(IEnumerable<TenantScopedScope> asked) => new(Lattice, asked.Where(Reaches));

    private bool Reaches(TenantScopedScope asked)
    {
        foreach (TenantScopedScope held in _scopes)
        {
            if (held.Tenant == asked.Tenant && Lattice.Implies(held.Name, asked.Name))
            {
                return true;
            }
        }

        return false;
    }
}
