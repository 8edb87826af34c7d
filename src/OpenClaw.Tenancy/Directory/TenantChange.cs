namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of a tenant that is there.</summary>
internal abstract class TenantChange : ChangeBody
{
    /// <summary>The version that the tenant must still have, where whoever makes the change looked at it before.</summary>
    public long? Expected { get; init; }

    internal sealed override DirectoryRefusal? RefusalIn(DirectoryWorld world, in DirectoryMoment at)
    {
        if (!world.Entries.TryGetValue(Tenant, out TenantEntry? entry))
        {
            return DirectoryRefusal.NotFound("There is no such tenant. Add it to the directory first.");
        }

        return Expected is { } version && version != entry.Version
            ? DirectoryRefusal.Conflict("The tenant was changed meanwhile. Read it again, and decide again.")
            : RefusalFor(entry, world, in at);
    }

    internal sealed override void CommitTo(DirectoryWorld world, in DirectoryMoment at) => CommitTo(world.Entries[Tenant], world, in at);

    private protected abstract DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at);

    private protected abstract void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at);
}
