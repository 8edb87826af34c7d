namespace OpenClaw.Tenancy.Directory;

/// <summary>An outside system's name becomes the name of one tenant.</summary>
internal sealed class NameMapped : NameChange
{
    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        entry.Status == TenantStatus.Deleted || world.Fixed.Contains(entry.Id) ? DirectoryRefusal.Conflict("The platform's own tenant and deleted tenants have no outside names.")
        : world.Names.ContainsKey(Name) ? DirectoryRefusal.Conflict("That name is mapped already, and each name means one tenant. Unmap it first.")
        : entry.Names.Count >= DirectoryLimits.ExternalNames ? DirectoryRefusal.LimitReached("The tenant has too many outside names. Unmap one.")
        : null;

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        entry.Names = [.. entry.Names, Name];
        world.Names[Name] = entry;
        entry.Touch(in at);
        if (HomonymIn(world) is { } homonym)
        {
            homonym.Renew(in at);
            entry.Renew(in at);
        }
    }
}
