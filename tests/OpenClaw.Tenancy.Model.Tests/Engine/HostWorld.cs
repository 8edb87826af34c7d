using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Model.Tests.Lattice;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>A host of any mode, whose members and operators come by ordinary credentials.</summary>
internal sealed class HostWorld : ModelledWorld
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly TestWorld _world;
    private readonly TestWorld _elsewhere = new();
    private readonly TenancyMode _mode;
    private readonly HashSet<TenantId> _suspended = [];

    public HostWorld(Random random, ModelledLattice lattice)
        : base(random, lattice)
    {
        _mode = random.Of(TenancyMode.Shared, TenancyMode.Shared, TenancyMode.Shared, TenancyMode.Pinned, TenancyMode.Disabled);
        TenantId home = _mode == TenancyMode.Pinned ? TestWorld.Acme : TenantId.Default;
        CrossTenantAccess crossing = _mode == TenancyMode.Shared
            ? random.Of(CrossTenantAccess.Never, CrossTenantAccess.BreakGlass, CrossTenantAccess.GlobalScope, CrossTenantAccess.GlobalScope)
            : CrossTenantAccess.Never;
        bool recordsAll = random.Chance(0.2);
        Script = new Script(random.Next(3), random.Of(0, 0, 0, 1, 2));
        _world = new TestWorld(
            o =>
            {
                (o.Mode, o.CrossTenantAccess, o.Lattice) = (_mode, crossing, lattice.Real);
                o.PinnedTenant = _mode == TenancyMode.Pinned ? "acme" : null;
                o.RecordAllowed = recordsAll ? AllowedRecords.Durable : AllowedRecords.NotRecorded;
            },
            b =>
            {
                b.UseLedger(_ => Ledger);
                Script.Register(b.Services);
            });
        Host = MakeHost(_mode, home, crossing, recordsAll);
    }

    public override PolicyEngine Engine => _world.Engine;

    public override Script Script { get; }

    public override Worlds._IHost Host { get; }

    public override DateTimeOffset Now => _world.Time.Now;

    public override ulong Steady => (ulong)Now.UtcTicks;

    public override void Live()
    {
        for (int i = Random.Next(4); i > 0; i--)
        {
            Change();
        }

        // Longer than a clock may be off: what is issued then is not taken for what was revoked before.
        _world.Time.Advance(TimeSpan.FromSeconds(Random.Of(1, 40)));
        for (int i = Random.Next(2, 7); i > 0; i--)
        {
            Accept(Random.Chance(0.05));
        }

        DateTimeOffset read = Now - (Random.Chance(0.05) ? MaxAge + TimeSpan.FromTicks(Random.Next(2)) : TimeSpan.Zero);
        _world.Directory.ReportRefreshed(read);
        FreshUntil = (ulong)(read + MaxAge).UtcTicks;
        base.Live();
    }

    public override void Dispose()
    {
        _world.Dispose();
        _elsewhere.Dispose();
    }

    private void Change()
    {
        TenantId tenant = Random.Of(TestWorld.Acme, TestWorld.Acme, TestWorld.Globex, TestWorld.Initech);
        string who = Random.Of("s1", "s2");
        switch (Random.Next(4))
        {
            case 0 when _suspended.Remove(tenant):
                _world.Directory.SetStatus(tenant, TenantStatus.Active);
                Cells.Enliven(Cells.Whole(tenant));
                break;
            case 0 when Random.Chance(0.5):
                _world.Directory.SetStatus(tenant, TenantStatus.Suspended);
                Cells.Revoke(Cells.Whole(tenant), aliveAfter: false);
                _suspended.Add(tenant);
                break;
            case 1:
                TenantId of = Random.Chance(0.3) ? TenantId.Platform : tenant;
                _world.Directory.RevokeMember(of, TestWorld.Idp, who, mayReturn: true);
                Cells.Revoke(Cells.Member(of, who), aliveAfter: true);
                break;
            case 2:
                string credential = $"c{Random.Next(Claims.Count + 1)}";
                _world.Directory.RevokeCredential(tenant, TestWorld.Idp, credential);
                Cells.Revoke(Cells.Credential(tenant, credential), aliveAfter: false);
                break;
            default:
                break;
        }
    }

    private void Accept(bool elsewhere)
    {
        TestWorld at = elsewhere ? _elsewhere : _world;
        TenantId tenant = Random.Of(TestWorld.Acme, TestWorld.Acme, TestWorld.Acme, TestWorld.Globex, TenantId.Platform, _mode == TenancyMode.Disabled && !elsewhere ? TenantId.Default : TenantId.Platform);
        bool isGlobal = tenant == TenantId.Platform || (_mode == TenancyMode.Disabled && !elsewhere);
        uint[] scopes = SomeScopes();
        string subject = Random.Of("s1", "s2");
        string? credential = Random.Chance(0.5) ? $"c{Claims.Count}" : null;
        DateTimeOffset end = at.Time.Now.AddSeconds(Random.Of(300, 300, 20, 3));
        Func<Lives._ILife> whole = ModelledClaim.Life(Cells, Cells.Whole(tenant));
        Func<Lives._ILife>[] holders = [ModelledClaim.Life(Cells, Cells.Member(tenant, subject)), .. credential is null ? [] : (Func<Lives._ILife>[])[ModelledClaim.Life(Cells, Cells.Credential(tenant, credential))]];
        VerifiedTenantClaim? claim = at.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = tenant.ToString(),
            Subject = subject,
            Scopes = [.. scopes.Select(s => isGlobal ? Lattice.Names[(int)s] : $"{Lattice.Names[(int)s]}@{tenant}")],
            IssuedAt = at.Time.Now,
            ExpiresAt = end,
            CredentialId = credential,
        }).Claim;
        if (claim is not null)
        {
            Claims.Add(new ModelledClaim(claim, scopes, () => Worlds.Claim.create(
                elsewhere ? ElsewhereRealm : HereRealm,
                Ids.Of(tenant),
                ModelText.List(scopes.Select(s => Scope(s, isGlobal ? null : tenant))),
                (ulong)end.UtcTicks,
                whole(),
                ModelledClaim.Lived(holders),
                Basics.Option<Worlds._IGrant>.create_None())));
        }
    }
}
