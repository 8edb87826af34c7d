namespace OpenClaw.Tenancy.Directory;

/// <summary>A user is known by one more identity.</summary>
internal sealed class IdentityLinked : IdentityChange
{
    private protected override DirectoryRefusal? RefusalOf(TenantUser user, DirectoryWorld world) =>
        world.Users.TryFind(Identity, out _) ? DirectoryRefusal.Conflict("That identity is linked already, and each means one user.")
        : user.Identities.Count >= DirectoryLimits.Identities ? DirectoryRefusal.LimitReached($"A user is known by at most {DirectoryLimits.Identities} identities.")
        : null;

    private protected override void CommitTo(TenantUser user, DirectoryWorld world, in DirectoryMoment at) => world.Users.Link(user, Identity);

    // SECURITY: a name that the host shut out does not come in by being a member's.
    private protected override void CommitTo(TenantEntry entry, TenantMember member, in DirectoryMoment at)
    {
        member.Revoke(in at, mayReturn: !entry.Members.IsShut(Identity.Issuer, Identity.Subject) || entry.HasLeft(Identity));
        entry.Members.Revoke(Identity.Issuer, Identity.Subject, in at, aliveAfter: true);
    }
}
