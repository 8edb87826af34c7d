namespace OpenClaw.Tenancy.Directory;

/// <summary>What is said of a tenant is replaced; what is left out stays as it is.</summary>
internal sealed class TenantDescribed : TenantChange
{
    public string? DisplayName { get; init; }

    public string? Region { get; init; }

    public string? Runtime { get; init; }

    internal override void Check() => Check(DisplayName, Region, Runtime);

    internal static void Check(string? displayName, string? region, string? runtime)
    {
        ChangeText.RequireLabel(displayName, nameof(displayName));
        ChangeText.RequireId(region ?? "x", nameof(region));
        ChangeText.RequireId(runtime ?? "x", nameof(runtime));
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        entry.Status == TenantStatus.Deleted ? DirectoryRefusal.Conflict("The tenant is deleted, and what is said of it stays.") : null;

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        entry.Describe(DisplayName, Region, Runtime, in at);
}
