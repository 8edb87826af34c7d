namespace OpenClaw.Tenancy.Directory;

/// <summary>What is said of a tenant is replaced; what is left out stays as it is.</summary>
internal sealed class TenantDescribed : TenantChange
{
    public string? DisplayName { get; init; }

    public string? Region { get; init; }

    public string? Runtime { get; init; }

    /// <summary>Where it stands from then on, so that both are changed or neither; or null.</summary>
    public TenantStatus? Status { get; init; }

    internal override void Check()
    {
        Check(DisplayName, Region, Runtime);
        if (Status is not (null or TenantStatus.Active or TenantStatus.Suspended))
        {
            throw new ArgumentException("A tenant is opened or shut while it is described. It is deleted by a change of its own.", nameof(Status));
        }
    }

    internal static void Check(string? displayName, string? region, string? runtime)
    {
        ChangeText.RequireLabel(displayName, nameof(displayName));
        ChangeText.RequireId(region ?? "x", nameof(region));
        ChangeText.RequireId(runtime ?? "x", nameof(runtime));
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        entry.Status == TenantStatus.Deleted ? DirectoryRefusal.Conflict("The tenant is deleted, and what is said of it stays.")
        : Status is not null && world.Fixed.Contains(entry.Id) ? DirectoryRefusal.Conflict("A tenant that the library itself put here stays active.")
        : null;

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        entry.Describe(DisplayName, Region, Runtime, in at);
        if (Status is { } status)
        {
            entry.MoveTo(status, in at);
        }
    }
}
