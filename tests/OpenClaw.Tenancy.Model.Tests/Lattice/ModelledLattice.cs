using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Model.Tests.Lattice;

/// <summary>One statement of what implies what, as the library compiles it and as the model closes it.</summary>
internal sealed class ModelledLattice
{
    private readonly bool[] _implies;

    public ModelledLattice(IReadOnlyList<string> names, IReadOnlyList<(string From, string To)> edges, IReadOnlyList<(string From, string Prefix)> prefixes)
    {
        Names = names;
        string[] texts = [.. prefixes.Select(static p => p.Prefix)];
        var model = Lattices.Lattice.create(
            ModelText.List(edges.Select(e => Lattices.Edge.create(Id(e.From), Id(e.To)))),
            ModelText.List(prefixes.Select((p, i) => Lattices.Reach.create(Id(p.From), (uint)i))),
            (name, prefix) => names[(int)name].StartsWith(texts[prefix], StringComparison.Ordinal));
        _implies = new bool[names.Count * names.Count];
        for (uint held = 0; held < names.Count; held++)
        {
            for (uint needed = 0; needed < names.Count; needed++)
            {
                _implies[(held * names.Count) + needed] = Lattices.__default.Implies(model, held, needed);
            }
        }

        var builder = new ScopeLatticeBuilder();
        foreach ((string from, string to) in edges)
        {
            builder.Add(from, to);
        }

        foreach ((string from, string prefix) in prefixes)
        {
            builder.AddPrefix(from, prefix);
        }

        Real = builder.Build();
    }

    /// <summary>What the OpenClaw gateway says of its scopes, stated a second time.</summary>
    public static ModelledLattice OpenClaw(IReadOnlyList<string> names) => new(
        names,
        [
            ("operator.read", "operator.sessions.read"), ("operator.sessions.write", "operator.sessions.read"), ("operator.write", "operator.read"),
            ("operator.write", "operator.sessions.write"), ("operator.write", "operator.sessions.archive"), ("operator.write", "operator.talk"),
        ],
        [("operator.admin", "operator.")]);

    public IReadOnlyList<string> Names { get; }

    public ScopeLattice Real { get; }

    /// <summary>What the model says, looked up.</summary>
    public bool Implies(uint held, uint needed) => _implies[(held * Names.Count) + needed];

    public uint Id(string name)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return (uint)i;
            }
        }

        throw new ArgumentException(name);
    }
}
