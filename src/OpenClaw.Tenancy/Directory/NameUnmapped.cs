namespace OpenClaw.Tenancy.Directory;

/// <summary>An outside system's name is a tenant's no more. What came in by it is dead.</summary>
internal sealed class NameUnmapped : NameChange
{
    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        world.Names.TryGetValue(Name, out TenantEntry? named) && named == entry ? null : DirectoryRefusal.NotFound("The tenant has no such outside name.");

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        world.Names.TryRemove(Name, out _);
        entry.Names = [.. entry.Names.Where(n => n != Name)];

        // SECURITY: nobody knows which claims came in by the name, so all of the tenant's begin anew.
        entry.Renew(in at);
        HomonymIn(world)?.Renew(in at);
    }
}
