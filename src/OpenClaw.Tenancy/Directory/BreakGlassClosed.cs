namespace OpenClaw.Tenancy.Directory;

/// <summary>The end of a grant is written down, and no clock brings it back.</summary>
internal sealed class BreakGlassClosed : BreakGlassChange
{
    /// <summary>The process that took it on itself.</summary>
    public required string By { get; init; }

    internal override void Check()
    {
        base.Check();
        ChangeText.RequireId(By, nameof(By));
    }

    private protected override DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at) =>
        grant.IsClosed || !string.Equals(grant.Closing?.By, By) ? DirectoryRefusal.Conflict("The end of the break-glass grant is another process's to write down.") : null;

    private protected override void CommitTo(BreakGlassGrant grant, in DirectoryMoment at) => grant.Close(in at);
}
