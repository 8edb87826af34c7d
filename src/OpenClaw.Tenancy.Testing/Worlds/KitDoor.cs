using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>Holds the door of the kit's own issuer.</summary>
internal sealed class KitDoor(TenantIssuer issuer)
{
    internal TenantIssuer Issuer { get; } = issuer;
}
