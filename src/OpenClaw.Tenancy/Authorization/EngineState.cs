using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>What an engine was made with, read once at start: it cannot change while the process runs.</summary>
internal sealed class EngineState(TenancyRealm realm, TenantId? home, CrossTenantAccess crossing)
{
    internal TenancyRealm Realm { get; } = realm;

    /// <summary>The one tenant that the process serves, or null when it serves many.</summary>
    internal TenantId? Home { get; } = home;

    internal CrossTenantAccess Crossing { get; } = crossing;
}
