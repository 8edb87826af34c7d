using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Tests.Scopes;

/// <summary>A lattice is data: closed transitively, and silent on what it does not know.</summary>
public sealed class ScopeLatticeTests
{
    [Fact]
    public void Implies_UnknownOperatorScope_TakesAdminOrTheExactName()
    {
        const string future = "operator.future";

        Assert.True(ScopeLattice.OpenClaw.Implies("operator.admin", future));
        Assert.True(ScopeLattice.OpenClaw.Implies(future, future));
        Assert.All(
            ScopeLatticeTableTests.Names.Where(static n => n != "operator.admin"),
            held => Assert.False(ScopeLattice.OpenClaw.Implies(held, future), held));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("operators.read")]
    [InlineData("billing.read")]
    [InlineData("operatorx")]
    public void Implies_NameOutsideThePrefix_IsNotAdmins(string name) => Assert.False(ScopeLattice.OpenClaw.Implies("operator.admin", name));

    [Fact]
    public void Implies_UnknownHeld_GivesNothingElse()
    {
        Assert.False(ScopeLattice.OpenClaw.Implies("operator.future", "operator.read"));
        Assert.False(ScopeLattice.OpenClaw.Implies("operator.future", "operator.future.part"));
    }

    [Fact]
    public void Build_ChainInAnyOrder_IsClosedTransitively()
    {
        ScopeLattice lattice = new ScopeLatticeBuilder().Add("c", "d").Add("b", "c").Add("a", "b").Build();

        Assert.True(lattice.Implies("a", "d"));
        Assert.False(lattice.Implies("d", "a"));
    }

    [Fact]
    public void Build_PrefixReachingAnImplyingScope_IsClosedTransitively()
    {
        ScopeLattice lattice = new ScopeLatticeBuilder().AddPrefix("root", "x.").Add("x.a", "other").Add("over", "root").Build();

        Assert.True(lattice.Implies("root", "other"));
        Assert.True(lattice.Implies("over", "other"));
        Assert.True(lattice.Implies("over", "x.unknown"));
    }

    [Fact]
    public void Build_Cycle_IsOneClass()
    {
        ScopeLattice lattice = new ScopeLatticeBuilder().Add("a", "b").Add("b", "a").Build();

        Assert.True(lattice.Implies("a", "b") && lattice.Implies("b", "a"));
    }

    [Fact]
    public void AddPrefix_WithoutDot_Throws() =>
        Assert.Throws<ArgumentException>(() => new ScopeLatticeBuilder().AddPrefix("operator.admin", "operator"));

    [Fact]
    public void AddPrefix_OutsideGrammar_Throws() =>
        Assert.Throws<ArgumentException>(() => new ScopeLatticeBuilder().AddPrefix("operator.admin", "Operator ."));

    [Fact]
    public void Build_TwoPrefixesOfOneHolder_ReachWhatBothReach()
    {
        ScopeLattice lattice = new ScopeLatticeBuilder().AddPrefix("root", "x.").AddPrefix("root", "x.a.").Build();

        Assert.True(lattice.Implies("root", "x.a.b"));
        Assert.True(lattice.Implies("root", "x.b"));
    }

    [Fact]
    public void Implies_WithoutAName_Throws()
    {
        Assert.Equal("held", Assert.Throws<ArgumentNullException>(() => ScopeLattice.OpenClaw.Implies(null!, "a")).ParamName);
        Assert.Equal("required", Assert.Throws<ArgumentNullException>(() => ScopeLattice.OpenClaw.Implies("a", null!)).ParamName);
    }

    [Fact]
    public void Build_MoreThan64_IsRefused()
    {
        static ScopeLatticeBuilder Of(int count) =>
            Enumerable.Range(0, count).Aggregate(new ScopeLatticeBuilder(), static (b, i) => b.Add($"s{i}"));

        ScopeLattice full = Of(ScopeLattice.MaxKnown).Build();
        Assert.True(full.Implies("s63", "s63"));
        Assert.False(full.Implies("s63", "s0"));
        Assert.Throws<InvalidOperationException>(() => Of(ScopeLattice.MaxKnown + 1).Build());
    }

    [Theory]
    [InlineData("Operator.read")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a@acme")]
    public void Add_NameOutsideGrammar_Throws(string name)
    {
        Assert.Throws<ArgumentException>(() => new ScopeLatticeBuilder().Add(name));
        Assert.Throws<ArgumentException>(() => new ScopeLatticeBuilder().Add("a", name));
    }
}
