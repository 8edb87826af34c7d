using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Model.Tests.Lattice;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>A shared host whose operators reach tenants by break-glass.</summary>
internal sealed class GrantWorld : ModelledWorld
{
    private readonly BreakGlassWorld _world;
    private readonly List<(BreakGlassGrant Grant, uint[] Scopes, DateTimeOffset From, DateTimeOffset Until)> _grants = [];
    private readonly HashSet<TenantId> _suspended = [];
    private TimeSpan _setBack;

    private GrantWorld(Random random, ModelledLattice lattice)
        : base(random, lattice)
    {
        CrossTenantAccess crossing = random.Of(CrossTenantAccess.BreakGlass, CrossTenantAccess.BreakGlass, CrossTenantAccess.GlobalScope);
        Script = new Script(random.Next(2), random.Of(0, 0, 1));
        _world = new BreakGlassWorld(
            b =>
            {
                b.UseLedger(_ => Ledger);
                Script.Register(b.Services);
            },
            o => (o.CrossTenantAccess, o.Lattice) = (crossing, lattice.Real));
        Host = MakeHost(TenancyMode.Shared, TenantId.Default, crossing, recordsAll: false);
        FreshUntil = (ulong)(DateTimeOffset.MaxValue - TimeSpan.FromDays(1) + TimeSpan.FromSeconds(30)).UtcTicks;
    }

    public override PolicyEngine Engine => _world.Engine;

    public override Script Script { get; }

    public override Worlds._IHost Host { get; }

    public override DateTimeOffset Now => _world.Time.Now;

    public override ulong Steady => (ulong)(Now + _setBack).UtcTicks;

    /// <summary>A world with a few open grants.</summary>
    public static GrantWorld Open(Random random, ModelledLattice lattice)
    {
        var world = new GrantWorld(random, lattice);
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            world.OpenOne();
        }

        return world;
    }

    public override void Live()
    {
        (Ledger.IsDurable, Ledger.Refuses) = (true, null);
        Script.Rest();
        for (int i = Random.Next(3); i > 0; i--)
        {
            Change();
        }

        _world.Time.Advance(TimeSpan.FromSeconds(Random.Of(1, 40, 90)));
        if (Random.Chance(0.1))
        {
            _world.Time.Set(TimeSpan.FromSeconds(-50));
            _setBack += TimeSpan.FromSeconds(50);
        }

        foreach ((BreakGlassGrant grant, uint[] scopes, DateTimeOffset from, DateTimeOffset until) in _grants)
        {
            Enter(grant, [.. scopes.Where(_ => Random.Chance(0.9))], from, until);
        }

        base.Live();
    }

    public override void Dispose() => _world.Dispose();

    private void OpenOne()
    {
        uint[] scopes = [.. SomeScopes().Append(Lattice.Id("operator.read")).Distinct()];
        TimeSpan duration = TimeSpan.FromMinutes(Random.Of(1, 3, 30));
        BreakGlassRequest ask = BreakGlassWorld.Ask(Random.Of("acme", "acme", "globex"), [.. scopes.Select(s => Lattice.Names[(int)s])], duration: duration);
        _grants.Add((_world.Open(ask).GetAwaiter().GetResult(), scopes, Now, Now + duration));
    }

    private void Change()
    {
        TenantId target = Random.Of(TestWorld.Acme, TestWorld.Globex);
        switch (Random.Next(7))
        {
            case 0 when _suspended.Remove(target):
                _world.Write(DirectoryChange.SetStatus(target, TenantStatus.Active));
                Cells.Enliven(Cells.Whole(target));
                break;
            case 0:
                _world.Write(DirectoryChange.SetStatus(target, TenantStatus.Suspended));
                Cells.Revoke(Cells.Whole(target), aliveAfter: false);
                _suspended.Add(target);
                break;
            case 1:
                RevokeMember(target, BreakGlassWorld.Alice);
                break;
            case 2 when Random.Chance(0.3):
                RevokeMember(TenantId.Platform, BreakGlassWorld.Bob);
                break;
            case 3 when Random.Chance(0.5):
                RevokeMember(TenantId.Platform, BreakGlassWorld.Alice);
                break;
            case 4 when Random.Chance(0.3):
                _world.Write(DirectoryChange.RevokeCredential(target, TestWorld.Idp, "t1"));
                Cells.Revoke(Cells.Credential(target, "t1"), aliveAfter: false);
                break;
            case 5:
                BreakGlassGrant grant = Random.Of<BreakGlassGrant>([.. _grants.Select(static g => g.Grant)]);
                if (_world.Revoke(grant.Id.ToString()).GetAwaiter().GetResult().Value is not null)
                {
                    Cells.Revoke(Cells.Grant(grant.Target, grant.Id.ToString()), aliveAfter: false);
                }

                break;
            default:
                break;
        }
    }

    private void RevokeMember(TenantId tenant, string subject)
    {
        _world.Write(DirectoryChange.RevokeMember(tenant, TestWorld.Idp, subject, mayReturn: true));
        Cells.Revoke(Cells.Member(tenant, subject), aliveAfter: true);
    }

    private void Enter(BreakGlassGrant grant, uint[] scopes, DateTimeOffset from, DateTimeOffset until)
    {
        TenantId target = grant.Target;
        Func<Lives._ILife> platform = ModelledClaim.Life(Cells, Cells.Whole(TenantId.Platform));
        Func<Lives._ILife> holder = ModelledClaim.Life(Cells, Cells.Member(TenantId.Platform, BreakGlassWorld.Alice));
        Func<Lives._ILife> own = ModelledClaim.Life(Cells, Cells.Grant(target, grant.Id.ToString()));
        Func<Lives._ILife> targetTenant = ModelledClaim.Life(Cells, Cells.Whole(target));
        Func<Lives._ILife>[] holders =
        [
            ModelledClaim.Life(Cells, Cells.Member(target, BreakGlassWorld.Alice)),
            ModelledClaim.Life(Cells, Cells.Credential(target, "t1")),
            ModelledClaim.Life(Cells, Cells.Member(TenantId.Platform, BreakGlassWorld.Bob)),
        ];
        TenantClaim asserted = _world.Asserted(grant, scopes: [.. scopes.Select(s => $"{Lattice.Names[(int)s]}@{target}")]);
        if (_world.World.Issuer.Accept(asserted).Claim is not { } claim)
        {
            return;
        }

        ulong end = (ulong)Math.Min(asserted.ExpiresAt.UtcTicks, until.UtcTicks);
        Claims.Add(new ModelledClaim(claim, scopes, () => Worlds.Claim.create(
            HereRealm,
            Ids.Of(TenantId.Platform),
            ModelText.List<ScopeSets._IScope>([]),
            end,
            platform(),
            ModelledClaim.Lived(holder),
            Basics.Option<Worlds._IGrant>.create_Some(Worlds.Grant.create(
                Ids.Of(target),
                ModelText.List(scopes.Select(s => Scope(s, target))),
                (ulong)from.UtcTicks,
                (ulong)until.UtcTicks,
                own(),
                targetTenant(),
                ModelledClaim.Lived(holders))))));
    }
}
