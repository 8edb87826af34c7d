using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Scopes;

/// <summary>Scopes, sets of scopes and lattices over few names.</summary>
internal static class ScopeGens
{
    public static readonly string[] Names =
    [
        "operator.read", "operator.write", "operator.admin", "operator.sessions.read", "operator.sessions.write", "operator.sessions.archive",
        "operator.talk", "operator.talk.secrets", "operator.approvals", "operator.pairing", "operator.questions", "operator.future", "custom.x", "custom",
    ];

    /// <summary>Mostly a scope that implies others.</summary>
    public static Gen<string> Name => Gen.Elements([.. Names, .. Enumerable.Repeat("operator.admin", 4), .. Enumerable.Repeat("operator.write", 4)]);

    public static Gen<string[]> Held => from count in Gen.Choose(0, 3)
                                        from names in Name.ArrayOf(count)
                                        select names;

    public static Gen<TenantScopedScope> Scope => from name in Name
                                                  from axis in Gen.Elements<TenantId?>([.. Enumerable.Repeat(TestWorld.Acme, 6), TestWorld.Globex, null])
                                                  select axis is null ? TenantScopedScope.Global(name) : TenantScopedScope.ForTenant(name, axis);

    public static Gen<TenantScopedScope[]> Asked => from count in Gen.Choose(0, 5)
                                                    from scopes in Scope.ArrayOf(count)
                                                    select scopes;

    /// <summary>Edges and prefix edges of a lattice over few names, of which some are a prefix of others.</summary>
    public static Gen<((string From, string To)[] Edges, (string From, string Prefix)[] Prefixes)> Relation =>
        from edgeCount in Gen.Choose(2, 9)
        from prefixCount in Gen.Choose(0, 2)
        from edges in Few.Two().Select(static t => (t.Item1, t.Item2)).ArrayOf(edgeCount)
        from prefixes in Few.Zip(Gen.Elements("a.", "b.", "a.b.")).Select(static t => (t.Item1, t.Item2)).ArrayOf(prefixCount)
        select (edges, prefixes);

    public static Gen<string> Few => Gen.Elements("a", "b", "a.b", "b.a", "a.b.c");

    /// <summary>Also a name that no lattice of <see cref="Relation"/> knows.</summary>
    public static Gen<string> FewOrUnknown => Gen.Frequency((5, Few), (1, Gen.Elements("a.unknown", "a.b.unknown", "z")));
}
