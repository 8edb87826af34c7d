using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Model.Tests.Lattice;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Scopes;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>A host that is run for real, and the same host in the model, kept in step by whoever changes it.</summary>
internal abstract class ModelledWorld(Random random, ModelledLattice lattice) : IDisposable
{
    protected const uint HereRealm = 1;
    protected const uint ElsewhereRealm = 2;

    private static readonly string[] Names = ScopeGens.Names;

    public Random Random { get; } = random;

    public ModelledLattice Lattice { get; } = lattice;

    public ScriptedLedger Ledger { get; } = new();

    public Cells Cells { get; } = new();

    public List<ModelledClaim> Claims { get; } = [];

    public abstract PolicyEngine Engine { get; }

    public abstract Script Script { get; }

    public abstract Worlds._IHost Host { get; }

    /// <summary>The moment after which the directory is too old, in UTC ticks.</summary>
    public ulong FreshUntil { get; protected set; }

    public abstract DateTimeOffset Now { get; }

    /// <summary>What the clock of ends says: it has been set back for nothing.</summary>
    public abstract ulong Steady { get; }

    /// <summary>Something happens: a revocation, a suspension, a claim that is accepted, time that passes.</summary>
    public virtual void Live()
    {
        foreach (ModelledClaim parent in Claims.Where(_ => Random.Chance(0.3)).ToArray())
        {
            Delegate(parent);
        }

        foreach (ModelledClaim claim in Claims)
        {
            claim.Look();
        }
    }

    public abstract void Dispose();

    protected Worlds._IHost MakeHost(TenancyMode mode, TenantId home, CrossTenantAccess crossing, bool recordsAll) => Worlds.Host.create(
        ModelText.Of(mode),
        Ids.Of(home),
        Ids.Of(TenantId.Platform),
        crossing switch
        {
            CrossTenantAccess.GlobalScope => Worlds.Crossing.create_GlobalScopes(),
            CrossTenantAccess.BreakGlass => Worlds.Crossing.create_BreakGlass(),
            _ => Worlds.Crossing.create_Never(),
        },
        HereRealm,
        HereRealm,
        Lattice.Implies,
        recordsAll);

    /// <summary>A few scopes: mostly such as give others.</summary>
    protected uint[] SomeScopes() =>
        [.. Enumerable.Range(0, Random.Of(0, 1, 1, 2, 2, 3)).Select(_ => Lattice.Id(Random.Chance(0.4) ? Random.Of("operator.admin", "operator.write") : Random.Of<string>(Names)))];

    protected static ScopeSets._IScope Scope(uint name, TenantId? axis) =>
        axis is null ? ScopeSets.Scope.create_Global(name) : ScopeSets.Scope.create_ForTenant(name, Ids.Of(axis));

    private void Delegate(ModelledClaim parent)
    {
        VerifiedTenantClaim real = parent.Real;
        (uint Name, TenantId? Axis)[] asked = [.. Enumerable.Range(0, Random.Next(1, 4)).Select(_ => (
            parent.Scopes.Count > 0 && Random.Chance(0.6) ? parent.Scopes[Random.Next(parent.Scopes.Count)] : Lattice.Id(Random.Of<string>(Names)),
            Random.Chance(0.8) ? AxisOf(real) : Random.Of<TenantId?>(null, real.ReachedTenant, TestKit.TestWorld.Initech)))];
        DateTimeOffset end = Now.AddSeconds(Random.Of(600, 600, 300, 7, 1, 0));
        VerifiedTenantClaim child = real.Delegate("run", [.. asked.Select(a => a.Axis is null
            ? TenantScopedScope.Global(Names[a.Name])
            : TenantScopedScope.ForTenant(Names[a.Name], a.Axis))], end);
        Delegations._IAsk ask = Delegations.Ask.create(ModelText.List(asked.Select(static a => Scope(a.Name, a.Axis))), (ulong)end.UtcTicks);

        // The parent is looked at first: it stands before its delegates in the list.
        Claims.Add(new ModelledClaim(child, [.. asked.Select(static a => a.Name)], () => Delegations.__default.Delegate(Lattice.Implies, parent.Model, ask)));
    }

    // Where the claim holds what it holds.
    private static TenantId? AxisOf(VerifiedTenantClaim claim) => claim.Grant?.Target ?? (claim.Scopes.Any(static s => s.IsGlobal) ? null : claim.Tenant);
}
