using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>What an engine was made with, read once at start: it cannot change while the process runs.</summary>
/// <remarks>Flat, so that a decision takes one hop to each of them.</remarks>
internal sealed class EngineState(TenancyRealm realm, TenantId? home, CrossTenantAccess crossing, Patience patience)
{
    internal readonly TenancyRealm Realm = realm;

    internal readonly TenancyMode Mode = realm.Mode;

    internal readonly ScopeLattice Lattice = realm.Lattice;

    internal readonly TenantDirectory Directory = realm.Directory;

    /// <summary>The one tenant that the process serves, or null when it serves many.</summary>
    internal readonly TenantId? Home = home;

    internal readonly CrossTenantAccess Crossing = crossing;

    internal readonly Patience Patience = patience;
}
