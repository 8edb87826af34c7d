using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <content>Changes of members and of the identities by which users are known.</content>
public sealed partial class DirectoryChange
{
    /// <summary>Makes a user a member, whom an identity names. One who is not known yet is made under the proposed id.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="proposed">The id for a new user: <see cref="UserId.New"/>.</param>
    /// <param name="role">The role in this tenant.</param>
    /// <param name="actor">Who does it.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">There is no such role, or a text is malformed.</exception>
    public static DirectoryChange AddMember(TenantId tenant, LinkedIdentity identity, UserId proposed, TenantRole role, DirectoryActor actor)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Of(new MemberAdded { Tenant = Text(tenant), User = Text(proposed), Identity = identity, Role = role, Actor = ActorText.Of(actor) });
    }

    /// <summary>Makes a known user a member.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user.</param>
    /// <param name="role">The role in this tenant.</param>
    /// <param name="actor">Who does it.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    public static DirectoryChange AddMember(TenantId tenant, UserId user, TenantRole role, DirectoryActor actor) =>
        Of(new MemberAdded { Tenant = Text(tenant), User = Text(user), Role = role, Actor = ActorText.Of(actor) });

    /// <summary>Gives a member another role. His tokens and keys for the role before are dead.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The member.</param>
    /// <param name="role">The new role.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="expectedVersion">The <see cref="TenantMember.Version"/> that he must still have, or null.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    public static DirectoryChange SetRole(TenantId tenant, UserId user, TenantRole role, DirectoryActor actor, long? expectedVersion = null) =>
        Of(new MemberRoleSet { Tenant = Text(tenant), User = Text(user), Role = role, Actor = ActorText.Of(actor), ExpectedMember = expectedVersion });

    /// <summary>Removes a member. Everything that he holds in the tenant is dead.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The member.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="expectedVersion">The <see cref="TenantMember.Version"/> that he must still have, or null.</param>
    /// <returns>The change.</returns>
    public static DirectoryChange RemoveMember(TenantId tenant, UserId user, DirectoryActor actor, long? expectedVersion = null) =>
        Of(new MemberRemoved { Tenant = Text(tenant), User = Text(user), Actor = ActorText.Of(actor), ExpectedMember = expectedVersion });

    /// <summary>Makes a user known by one more identity. Whoever asks for it must have shown both.</summary>
    /// <param name="user">The user.</param>
    /// <param name="identity">The identity, which is nobody else's.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is malformed.</exception>
    public static DirectoryChange LinkIdentity(UserId user, LinkedIdentity identity) =>
        Of(new IdentityLinked { Tenant = Text(TenantId.Platform), User = Text(user), Identity = identity });

    /// <summary>Makes a user known by an identity no more; the last one stays.</summary>
    /// <param name="user">The user.</param>
    /// <param name="identity">The identity.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is malformed.</exception>
    public static DirectoryChange UnlinkIdentity(UserId user, LinkedIdentity identity) =>
        Of(new IdentityUnlinked { Tenant = Text(TenantId.Platform), User = Text(user), Identity = identity });
}
