using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Scopes;

/// <summary>Which scope implies which: data, so that another version of the gateway is another lattice.</summary>
/// <remarks>
/// The relation is closed transitively when it is built. A scope that the lattice does not know is reached only by itself,
/// or by the holder of a scope that implies its prefix. Implication never changes the axis. Immutable and safe for use by many threads.
/// </remarks>
public sealed class ScopeLattice
{
    /// <summary>The most scopes that a lattice can know.</summary>
    public const int MaxKnown = 64;

    private readonly FrozenDictionary<string, int> _index;
    private readonly ulong[] _satisfiedBy;
    private readonly (string Prefix, ulong Mask)[] _prefixes;

    internal ScopeLattice(string[] known, ulong[] satisfiedBy, (string Prefix, ulong Mask)[] prefixes)
    {
        _index = known.Index().ToFrozenDictionary(static x => x.Item, static x => x.Index, StringComparer.Ordinal);
        _satisfiedBy = satisfiedBy;
        _prefixes = prefixes;
        Known = Array.AsReadOnly(known);
    }

    /// <summary>The scopes of the OpenClaw gateway and their implications.</summary>
    /// <remarks>Source: the gateway's own operator scope table, version 2026.9.6.</remarks>
    public static ScopeLattice OpenClaw { get; } = new ScopeLatticeBuilder()
        .Add("operator.read", "operator.sessions.read")
        .Add("operator.sessions.write", "operator.sessions.read")
        .Add("operator.write", "operator.read", "operator.sessions.read", "operator.sessions.write", "operator.sessions.archive", "operator.talk")
        .Add("operator.pairing").Add("operator.approvals").Add("operator.questions").Add("operator.talk.secrets")
        .AddPrefix("operator.admin", "operator.")
        .Build();

    /// <summary>The scopes that the lattice knows, in the order in which they were added.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>Whether the holder of one scope also has another, both on the same axis.</summary>
    /// <param name="held">The name that is held.</param>
    /// <param name="required">The name that is asked for.</param>
    /// <returns>True when they are the same or the first implies the second.</returns>
    public bool Implies(string held, string required)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(required);
        return string.Equals(held, required) || (BitOf(held) & SatisfiedBy(required)) != 0;
    }

    /// <summary>The bit of a known scope, or zero.</summary>
    internal ulong BitOf(string name) => _index.TryGetValue(name, out int i) ? 1UL << i : 0;

    /// <summary>The known scopes whose holder has the named one.</summary>
    internal ulong SatisfiedBy(string name)
    {
        if (_index.TryGetValue(name, out int i))
        {
            return _satisfiedBy[i];
        }

        ulong mask = 0;
        foreach ((string prefix, ulong holders) in _prefixes)
        {
            mask |= name.StartsWith(prefix, StringComparison.Ordinal) ? holders : 0;
        }

        return mask;
    }
}
