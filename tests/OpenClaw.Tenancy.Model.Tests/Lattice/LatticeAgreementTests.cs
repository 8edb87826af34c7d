using FsCheck.Fluent;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Properties.Scopes;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Lattice;

/// <summary>The lattice that the library compiles to masks, and the model's closure of the same statements.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class LatticeAgreementTests
{
    private static readonly string[] Few = ["a", "b", "a.b", "b.a", "a.b.c", "a.unknown", "a.b.unknown", "z"];

    [Fact]
    public void Any_lattice_implies_what_the_model_says() => Law.Check(
        ScopeGens.Relation,
        static (relation, tally) =>
        {
            var lattice = new ModelledLattice(Few, relation.Edges, relation.Prefixes);
            return AllAgree(lattice, lattice.Real, tally);
        },
        cases: 1_500).AtLeast("implied", 0.15);

    [Fact]
    public void The_gateways_lattice_implies_what_the_model_says() =>
        Assert.True(AllAgree(ModelledLattice.OpenClaw(ScopeGens.Names), ScopeLattice.OpenClaw, new Tally()));

    private static bool AllAgree(ModelledLattice model, ScopeLattice real, Tally tally)
    {
        for (uint held = 0; held < model.Names.Count; held++)
        {
            for (uint needed = 0; needed < model.Names.Count; needed++)
            {
                bool implied = tally.Count("implied", model.Implies(held, needed));
                if (implied != real.Implies(model.Names[(int)held], model.Names[(int)needed]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
