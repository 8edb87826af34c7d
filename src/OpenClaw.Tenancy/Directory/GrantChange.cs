using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of who may do what in a tenant. Whether its maker may make it is decided here, at the moment when it is applied.</summary>
internal abstract class GrantChange : TenantChange
{
    public required ActorText Actor { get; init; }

    private protected sealed override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        if (entry.Status == TenantStatus.Deleted)
        {
            return DirectoryRefusal.Conflict("The tenant is deleted, and nobody is let in there any more.");
        }

        return RefusalFor(entry, world, Actor.ToActor().RankIn(entry, at.Ticks), in at);
    }

    private protected abstract DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at);

    /// <summary>The one rule of granting: owners and admins grant, take and touch up to their own role.</summary>
    internal static DirectoryRefusal? Beyond(TenantRole rank, TenantRole touched) => rank < TenantRole.Admin || touched > rank
        ? DirectoryRefusal.NotAllowed("Owners and admins change members and keys, and nobody grants or takes a role above his own.")
        : null;
}
