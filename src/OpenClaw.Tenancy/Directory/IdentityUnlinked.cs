namespace OpenClaw.Tenancy.Directory;

/// <summary>A user is known by an identity no more.</summary>
internal sealed class IdentityUnlinked : IdentityChange
{
    private protected override DirectoryRefusal? RefusalOf(TenantUser user, DirectoryWorld world) =>
        !user.Identities.Contains(Identity) ? DirectoryRefusal.NotFound("The user has no such identity.")
        : user.Identities.Count == 1 ? DirectoryRefusal.Conflict("The last identity stays, or nobody could come in as this user. Link another one first.")
        : null;

    private protected override void CommitTo(TenantUser user, DirectoryWorld world, in DirectoryMoment at) => world.Users.Unlink(user, Identity);

    // SECURITY: who was removed does not come in by a name that he gives up afterwards; and whom the host shut out, by none that any tenant could take in.
    private protected override void CommitTo(TenantEntry entry, TenantMember member, in DirectoryMoment at)
    {
        entry.Members.Revoke(Identity.Issuer, Identity.Subject, in at, aliveAfter: member.IsLetIn);
        if (member is { IsRemoved: true, IsShutOut: false })
        {
            entry.Leave(Identity);
        }

        member.Revoke(in at, mayReturn: true);
    }
}
