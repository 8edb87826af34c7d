namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of the identities by which a user is known.</summary>
internal abstract class IdentityChange : ChangeBody
{
    public required string User { get; init; }

    public required LinkedIdentity Identity { get; init; }

    internal sealed override void Check()
    {
        ChangeText.RequireId(User, nameof(User));
        ChangeText.Require(Identity?.Issuer, nameof(Identity));
        ChangeText.Require(Identity?.Subject, nameof(Identity));
    }

    internal sealed override DirectoryRefusal? RefusalIn(DirectoryWorld world, in DirectoryMoment at) =>
        world.Users.TryFind(User, out TenantUser? user) ? RefusalOf(user, world) : DirectoryRefusal.NotFound("There is no such user.");

    internal sealed override void CommitTo(DirectoryWorld world, in DirectoryMoment at)
    {
        world.Users.TryFind(User, out TenantUser? user);
        CommitTo(user!, world, in at);
        foreach (TenantEntry entry in user!.Entries)
        {
            // SECURITY: a claim may stand by the identity that comes or goes, and nobody knows which; so all of this user's begin anew.
            CommitTo(entry, entry.MemberOf(User)!, in at);
        }
    }

    private protected abstract DirectoryRefusal? RefusalOf(TenantUser user, DirectoryWorld world);

    private protected abstract void CommitTo(TenantUser user, DirectoryWorld world, in DirectoryMoment at);

    /// <summary>In each tenant of which the user is or was a member.</summary>
    private protected abstract void CommitTo(TenantEntry entry, TenantMember member, in DirectoryMoment at);
}
