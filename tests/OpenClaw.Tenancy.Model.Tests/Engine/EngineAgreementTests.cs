using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Model.Tests.Lattice;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Scopes;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>The whole decision, by the engine and by the model: answers, reasons and permits, while claims are revoked, tenants are suspended, and time passes.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class EngineAgreementTests
{
    private static readonly int Factor = Seeds.IsLong ? 5 : 1;

    private static readonly DenyReason[] Every =
    [
        DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid, DenyReason.TenantInactive, DenyReason.Revoked, DenyReason.Expired,
        DenyReason.SelectorMismatch, DenyReason.PolicyDenied, DenyReason.ScopeMissing, DenyReason.ResourceAbsent, DenyReason.ResourceUnowned,
        DenyReason.TenantMismatch, DenyReason.PolicyForbid, DenyReason.EvaluatorFault, DenyReason.AuditUnavailable, DenyReason.DependencyUnavailable, DenyReason.None,
    ];

    [Fact]
    public void Hosts_of_every_mode_decide_as_the_model()
    {
        EngineComparison seen = Run(700_000 * Factor, 2_000, static (random, lattice) => new HostWorld(random, lattice));

        Assert.Equal(Every, seen.Reasons);
        Assert.True(seen.Count(AccessWay.Own) >= 0.15 * seen.Cases, seen.Summary);
        Assert.True(seen.Count(AccessWay.GlobalScope) >= 0.005 * seen.Cases, seen.Summary);
    }

    [Fact]
    public void Grants_reach_as_in_the_model()
    {
        EngineComparison seen = Run(300_000 * Factor, 4_000, GrantWorld.Open);

        Assert.True(seen.Count(AccessWay.Grant) >= 0.1 * seen.Cases, seen.Summary);
        Assert.True(seen.DeadPermits > 0 && seen.Uses > seen.DeadPermits, seen.Summary);
    }

    private static EngineComparison Run(int cases, int perWorld, Func<Random, ModelledLattice, ModelledWorld> open)
    {
        using var count = Seeds.Compared();
        Random random = Seeds.Random();
        ModelledLattice[] lattices = [ModelledLattice.OpenClaw(ScopeGens.Names), .. Enumerable.Range(0, 5).Select(_ => Draw(random))];
        var comparison = new EngineComparison();
        while (comparison.Cases < cases)
        {
            using ModelledWorld world = open(random, random.Chance(0.5) ? lattices[0] : random.Of<ModelledLattice>(lattices));
            comparison.Run(world, perWorld);
        }

        count.Add(comparison.Cases);
        count.Held();

        TestContext.Current.TestOutputHelper?.WriteLine(comparison.Summary);
        return comparison;
    }

    // Operators need their own scope in each lattice: what break-glass asks of them is admin of the platform.
    private static ModelledLattice Draw(Random random)
    {
        string Name() => random.Of<string>(ScopeGens.Names);
        return new ModelledLattice(
            ScopeGens.Names,
            [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (Name(), Name()))],
            [("operator.admin", "operator."), .. Enumerable.Range(0, random.Next(2)).Select(_ => (Name(), random.Of("operator.sessions.", "operator.talk.", "custom.")))]);
    }
}
