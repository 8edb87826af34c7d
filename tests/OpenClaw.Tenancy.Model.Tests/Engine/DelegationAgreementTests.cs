using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Model.Tests.Lattice;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Properties.Scopes;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>Chains of delegations, as the library makes them and as the model does: scopes and ends.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class DelegationAgreementTests : IDisposable
{
    private static readonly ModelledLattice Lattice = ModelledLattice.OpenClaw(ScopeGens.Names);

    private readonly TestWorld _world = new();

    private static Gen<(string[] Held, (TenantScopedScope[] Asked, int Seconds)[] Chain)> Chains =>
        from held in ScopeGens.Held
        from length in Gen.Choose(1, 4)
        from chain in ScopeGens.Asked.Zip(Gen.Frequency((4, Gen.Constant(400)), (1, Gen.Choose(-10, 400)))).Select(static t => (t.Item1, t.Item2)).ArrayOf(length)
        select (held, chain);

    [Fact]
    public void Every_delegate_of_a_chain_holds_what_the_models_holds() => Law.Check(
        Chains,
        (x, tally) =>
        {
            VerifiedTenantClaim claim = _world.Claim(TestWorld.Acme, x.Held);
            Worlds._IClaim model = Root(claim);
            foreach ((TenantScopedScope[] asked, int seconds) in x.Chain)
            {
                DateTimeOffset end = _world.Time.Now.AddSeconds(seconds);
                claim = claim.Delegate("child", asked, end);
                model = Delegations.__default.Delegate(Lattice.Implies, model, Delegations.Ask.create(ModelText.List(asked.Select(Scope)), (ulong)end.UtcTicks));
                if ((ulong)claim.ExpiresAt.UtcTicks != model.dtor_notAfter || !claim.Scopes.Select(Scope).ToHashSet().SetEquals(model.dtor_scopes.CloneAsArray()))
                {
                    return false;
                }
            }

            return tally.Count("something left", claim.Scopes.Count > 0) || true;
        },
        cases: 40_000).AtLeast("something left", 0.03);

    public void Dispose() => _world.Dispose();

    private static ScopeSets._IScope Scope(TenantScopedScope scope) => scope.Tenant is null
        ? ScopeSets.Scope.create_Global(Lattice.Id(scope.Name))
        : ScopeSets.Scope.create_ForTenant(Lattice.Id(scope.Name), Ids.Of(scope.Tenant));

    private static Worlds._IClaim Root(VerifiedTenantClaim claim) => Worlds.Claim.create(
        1,
        Ids.Of(claim.Tenant),
        ModelText.List(claim.Scopes.Select(Scope)),
        (ulong)claim.ExpiresAt.UtcTicks,
        Lives.Life.create(Lives.Word.create(0, true), Lives.Word.create(0, true)),
        ModelText.List<Lives._ILife>([]),
        Basics.Option<Worlds._IGrant>.create_None());
}
