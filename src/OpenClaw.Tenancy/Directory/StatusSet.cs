namespace OpenClaw.Tenancy.Directory;

/// <summary>A tenant moves to another status.</summary>
internal sealed class StatusSet : TenantChange
{
    public required TenantStatus Status { get; init; }

    internal override void Check()
    {
        if (Status is not (TenantStatus.Active or TenantStatus.Suspended or TenantStatus.Deleted))
        {
            throw new ArgumentException("A tenant is moved to Active, Suspended or Deleted.", nameof(Status));
        }
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        (entry.Status == TenantStatus.Deleted && Status != TenantStatus.Deleted) || world.Fixed.Contains(entry.Id)
            ? DirectoryRefusal.Conflict($"A tenant cannot go from {entry.Status} to {Status}: the way is provisioning, active, suspended (and back), deleted; a tenant that the library itself put here stays active.")
            : null;

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        bool ends = Status == TenantStatus.Deleted && entry.Status != TenantStatus.Deleted;
        entry.MoveTo(Status, in at);
        if (ends)
        {
            world.Release(entry);
        }
    }
}
