using Dafny;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Scopes;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>One question to a world, for the engine and for the model. Half of them would be allowed, and the others are such a one with a thing or two changed.</summary>
internal sealed class EngineCase
{
    private const uint HereLattice = 1;
    private const uint ElsewhereLattice = 2;

    private static readonly TestWorld Elsewhere = new();
    private static readonly DenyReason[] Faults = [DenyReason.None, DenyReason.Unspecified, DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid];
    private static readonly string[] Garbled = ["ACME", "", "acme\0", "!"];

    private readonly ModelledWorld _world;
    private readonly ModelledClaim? _claim;
    private readonly DenyReason _fault;
    private readonly List<string> _selectors = [];
    private string _required;
    private AccessActionKind _kind;
    private bool _otherLattice;
    private TenantId? _owner;
    private bool _exists = true;
    private bool _isCollection;
    private ulong _now;

    private EngineCase(ModelledWorld world, ModelledClaim? claim)
    {
        Random random = world.Random;
        (_world, _claim, _fault, _now) = (world, claim, random.Of<DenyReason>(Faults), (ulong)world.Now.UtcTicks);
        _owner = claim?.Real.ReachedTenant ?? TestWorld.Acme;
        bool isPlatform = claim is { Real: { IsPlatform: true, Grant: null } };
        _required = claim is { Scopes.Count: > 0 } && random.Chance(0.8) ? world.Lattice.Names[(int)claim.Scopes[random.Next(claim.Scopes.Count)]] : "operator.read";
        _kind = random.Chance(0.2) ? random.Of<AccessActionKind>(Enum.GetValues<AccessActionKind>()) : isPlatform && random.Chance(0.5) ? AccessActionKind.Platform : AccessActionKind.Tenant;
        if (isPlatform && _kind == AccessActionKind.Tenant && random.Chance(0.5))
        {
            _owner = random.Of<TenantId>(Ids.Tenants);
        }

        if (random.Chance(0.3))
        {
            _selectors.Add(_claim?.Real.ReachedTenant.ToString() ?? "acme");
        }

        for (int i = random.Of(0, 0, 1, 2); i > 0; i--)
        {
            Spoil(random);
        }

        Request = Real();
        Model = Modelled();
    }

    public AccessRequest Request { get; }

    public Worlds._IRequest Model { get; }

    public static EngineCase Draw(ModelledWorld world) => new(world, world.Claims.Count == 0 || world.Random.Chance(0.02) ? null : Pick(world));

    /// <summary>What the model is asked about a permit at its use: the claim and the action, and nothing of the resource.</summary>
    public Worlds._IRequest Use() => Worlds.Request.create(
        _claim!.Caller, Model.dtor_action, ModelText.List<Worlds._ISelector>([]), Worlds.Resource.create_Absent(), (ulong)_world.Now.UtcTicks, _world.Steady, _world.FreshUntil);

    // Mostly one that is alive. That is a hint of where to look, and no more.
    private static ModelledClaim Pick(ModelledWorld world)
    {
        ModelledClaim claim = world.Claims[world.Random.Next(world.Claims.Count)];
        for (int i = 0; i < 3 && world.Engine.StateOf(claim.Real) != DenyReason.None; i++)
        {
            claim = world.Claims[world.Random.Next(world.Claims.Count)];
        }

        return claim;
    }

    private void Spoil(Random random)
    {
        switch (random.Next(9))
        {
            case 0 or 1:
                _owner = random.Of<TenantId>(Ids.Tenants);
                break;
            case 2:
                (_owner, _exists, _isCollection) = (random.Chance(0.5) ? null : _owner, random.Chance(0.6), random.Chance(0.3));
                break;
            case 3:
                _required = random.Of<string>(ScopeGens.Names);
                break;
            case 4:
                _kind = random.Of<AccessActionKind>(Enum.GetValues<AccessActionKind>());
                break;
            case 5:
                _selectors.Add(random.Chance(0.6) ? random.Of<TenantId>(Ids.Tenants).ToString() : random.Of<string>(Garbled));
                break;
            case 6:
                _now = (ulong)(_claim?.Real.ExpiresAt.UtcTicks ?? (long)_now) - (random.Chance(0.5) ? 0UL : 1UL);
                break;
            case 7 when random.Chance(0.5):
                _now = _world.FreshUntil + (random.Chance(0.5) ? 0UL : 1UL);
                break;
            case 8 when random.Chance(0.2):
                _otherLattice = true;
                break;
            default:
                break;
        }
    }

    private AccessRequest Real()
    {
        AccessAction action = (_otherLattice ? Elsewhere.Engine : _world.Engine).Action(_required, kind: _kind);
        var now = new DateTimeOffset((long)_now, TimeSpan.Zero);
        AccessRequest request = _claim is null
            ? AccessRequest.WithoutClaim(action, now, _fault).About(Resource())
            : new AccessRequest(_claim.Real, action, Resource(), now);
        return request with { Selection = _selectors.Aggregate(default(TenantSelection), static (s, t) => s.And(t)) };
    }

    private Worlds._IRequest Modelled() => Worlds.Request.create(
        _claim?.Caller ?? Worlds.Caller.create_Nobody(ModelText.Of(_fault)),
        Basics.Option<Worlds._IAction>.create_Some(Worlds.Action.create(_otherLattice ? ElsewhereLattice : HereLattice, _world.Lattice.Id(_required), Kind(_kind))),
        Sequence<Worlds._ISelector>.FromArray([.. _selectors.Select(Selector)]),
        ModelledResource(),
        _now,
        _world.Steady,
        _world.FreshUntil);

    private ResourceRef Resource() => !_exists ? ResourceRef.Absent("r1")
        : _isCollection && _owner is not null ? ResourceRef.Collection(_owner) : ResourceRef.Owned("r1", _owner);

    private Worlds._IResource ModelledResource() => !_exists ? Worlds.Resource.create_Absent() : Worlds.Resource.create_Present(
        _owner is null ? Basics.Option<uint>.create_None() : Basics.Option<uint>.create_Some(Ids.Of(_owner)));

    private static Worlds._ISelector Selector(string text)
    {
        int tenant = Array.FindIndex(Ids.Tenants, t => string.Equals(t.ToString(), text, StringComparison.Ordinal));
        return tenant < 0 ? Worlds.Selector.create_Garbled() : Worlds.Selector.create_Names((uint)tenant);
    }

    private static Worlds._IActionKind Kind(AccessActionKind kind) => kind switch
    {
        AccessActionKind.Tenant => Worlds.ActionKind.create_OnTenant(),
        AccessActionKind.TenantPrivilege => Worlds.ActionKind.create_TenantPrivilege(),
        AccessActionKind.Platform => Worlds.ActionKind.create_OnPlatform(),
        _ => Worlds.ActionKind.create_PlatformPrivilege(),
    };
}
