using FsCheck.Fluent;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Properties.Scopes;

/// <summary>Laws of implication, for any lattice.</summary>
public sealed class ScopeLatticeProperties
{
    [Fact]
    public void Implies_is_a_preorder_and_equals_a_walk_along_the_edges() => Law.Check(
        from relation in ScopeGens.Relation
        from a in ScopeGens.FewOrUnknown
        from b in ScopeGens.FewOrUnknown
        from c in ScopeGens.FewOrUnknown
        select (relation, a, b, c),
        static (x, tally) =>
        {
            ScopeLattice lattice = Build(x.relation);
            bool ab = tally.Count("implied", lattice.Implies(x.a, x.b));
            bool transitive = !(tally.Count("chain", ab && x.a != x.b && lattice.Implies(x.b, x.c) && x.b != x.c)) || lattice.Implies(x.a, x.c);
            return transitive && lattice.Implies(x.a, x.a) && ab == Walk(x.relation, x.a, x.b);
        }).AtLeast("implied", 0.15).AtLeast("chain", 0.01);

    [Fact]
    public void Text_form_round_trips() => Law.Check(ScopeGens.Scope, static (scope, tally) =>
        TenantScopedScope.TryFrom(scope.ToString(), out TenantScopedScope? read) && read.Equals(scope) && read.ToString() == scope.ToString()
            && tally.Count("global", scope.IsGlobal) == !scope.ToString().Contains('@')).AtLeast("global", 0.05);

    [Fact]
    public void Text_that_reads_as_a_scope_is_its_own_text_form() => Law.Check(
        from name in Gen.OneOf(ScopeGens.Name, Ids.Texts.Id)
        from at in Gen.Elements("", "@", "@@")
        from tenant in Ids.Texts.Any
        select name + at + (at.Length == 0 ? "" : tenant),
        static (text, tally) => !tally.Count("scope", TenantScopedScope.TryFrom(text, out TenantScopedScope? scope)) || scope!.ToString() == text)
        .AtLeast("scope", 0.1);

    private static ScopeLattice Build(((string From, string To)[] Edges, (string From, string Prefix)[] Prefixes) relation)
    {
        var builder = new ScopeLatticeBuilder();
        foreach ((string from, string to) in relation.Edges)
        {
            builder.Add(from, to);
        }

        foreach ((string from, string prefix) in relation.Prefixes)
        {
            builder.AddPrefix(from, prefix);
        }

        return builder.Build();
    }

    // The naive model: all that can be reached, one step after another.
    private static bool Walk(((string From, string To)[] Edges, (string From, string Prefix)[] Prefixes) relation, string held, string required)
    {
        string[] names = [.. relation.Edges.SelectMany(static e => (string[])[e.From, e.To]), .. relation.Prefixes.Select(static p => p.From), held, required];
        var reached = new HashSet<string>(StringComparer.Ordinal) { held };
        for (int before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(relation.Edges.Where(e => reached.Contains(e.From)).Select(static e => e.To).ToArray());
            reached.UnionWith(names.Where(n => relation.Prefixes.Any(p => reached.Contains(p.From) && n.StartsWith(p.Prefix, StringComparison.Ordinal))).ToArray());
        }

        return reached.Contains(required);
    }
}
