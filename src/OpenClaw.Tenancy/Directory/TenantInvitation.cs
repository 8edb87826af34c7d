using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>That whoever shows a code may become a member. The code itself is kept nowhere. Immutable.</summary>
public sealed class TenantInvitation
{
    internal TenantInvitation(InvitationId id, Digest256 digest, TenantRole role, DirectoryActor maker, DateTimeOffset expiresAt) =>
        (Id, Digest, Role, Maker, ExpiresAt) = (id, digest, role, maker, expiresAt);

    /// <summary>Its id.</summary>
    public InvitationId Id { get; }

    /// <summary>The role that it gives.</summary>
    public TenantRole Role { get; }

    /// <summary>When it ends; at that moment it is over.</summary>
    public DateTimeOffset ExpiresAt { get; }

    internal Digest256 Digest { get; }

    /// <summary>Who made it; it counts as long as he could make it again.</summary>
    internal DirectoryActor Maker { get; }
}
