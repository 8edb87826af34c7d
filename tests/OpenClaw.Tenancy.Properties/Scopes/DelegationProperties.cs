using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Scopes;

/// <summary>Laws of delegation, over any chain.</summary>
public sealed class DelegationProperties : IDisposable
{
    private readonly TestWorld _world = new();

    private static Gen<(string[] Held, (TenantScopedScope[] Asked, int Seconds)[] Chain, string Required, int After)> Chains =>
        from held in ScopeGens.Held
        from length in Gen.Choose(1, 4)
        from chain in ScopeGens.Asked.Zip(Gen.Frequency((6, Gen.Constant(400)), (1, Gen.Choose(-10, 400)))).Select(static t => (t.Item1, t.Item2)).ArrayOf(length)
        from required in Gen.Elements(ScopeGens.Names)
        from after in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 310)))
        select (held, chain, required, after);

    [Fact]
    public void What_the_last_delegate_may_do_each_before_may_do() => Law.Check(Chains, (x, tally) =>
    {
        AccessAction action = _world.Engine.Action(x.Required);
        VerifiedTenantClaim claim = _world.Claim(TestWorld.Acme, x.Held);
        bool before = May(claim, action, x.After);
        foreach ((TenantScopedScope[] asked, int seconds) in x.Chain)
        {
            VerifiedTenantClaim child = claim.Delegate("child", asked, _world.Time.Now.AddSeconds(seconds));
            bool may = May(child, action, x.After);
            if ((may && !before) || child.ExpiresAt > claim.ExpiresAt || child.Tenant != claim.Tenant || child.Scopes.Any(s => s.Tenant != TestWorld.Acme))
            {
                return false;
            }

            (claim, before) = (child, may);
        }

        tally.Count("last may", before);
        return true;
    }).AtLeast("last may", 0.03);

    [Fact]
    public void A_chain_equals_one_delegation_of_what_all_reach() => Law.Check(Chains, (x, tally) =>
    {
        VerifiedTenantClaim root = _world.Claim(TestWorld.Acme, x.Held);
        VerifiedTenantClaim last = x.Chain.Aggregate(root, (claim, step) => claim.Delegate("child", step.Asked, _world.Time.Now.AddSeconds(step.Seconds)));
        DateTimeOffset end = x.Chain.Select(s => _world.Time.Now.AddSeconds(s.Seconds)).Append(root.ExpiresAt).Min();
        IEnumerable<TenantScopedScope> expected = x.Chain[^1].Asked.Where(asked => Reached(x.Held, x.Chain[..^1], asked)).Distinct();

        tally.Count("something left", last.Scopes.Count > 0);
        return last.ExpiresAt == end && last.Scopes.ToHashSet().SetEquals(expected);
    }).AtLeast("something left", 0.03);

    public void Dispose() => _world.Dispose();

    // A scope is reached when some scope of each generation before implies it on the same axis, back to the root.
    private static bool Reached(string[] held, (TenantScopedScope[] Asked, int Seconds)[] chain, TenantScopedScope scope) => chain.Length == 0
        ? scope.Tenant == TestWorld.Acme && held.Any(h => ScopeLattice.OpenClaw.Implies(h, scope.Name))
        : chain[^1].Asked.Any(a => a.Tenant == scope.Tenant && ScopeLattice.OpenClaw.Implies(a.Name, scope.Name) && Reached(held, chain[..^1], a));

    private bool May(VerifiedTenantClaim claim, AccessAction action, int after) => _world.Engine.Decide(
        new AccessRequest(claim, action, ResourceRef.Collection(TestWorld.Acme), _world.Time.Now.AddSeconds(after))).IsAllowed;
}
