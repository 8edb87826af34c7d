namespace OpenClaw.Tenancy.Directory;

/// <summary>The token of a grant goes to whoever asked for the grant, once.</summary>
internal sealed class BreakGlassCollected : BreakGlassChange
{
    public required LinkedIdentity Collector { get; init; }

    internal override void Check()
    {
        base.Check();
        CheckIdentity(Collector, nameof(Collector));
    }

    // By the very name: another name of the same person was not asked for by anybody.
    private protected override DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at) =>
        grant.Requester != Collector ? DirectoryRefusal.NotAllowed("The token of a break-glass grant goes to whoever asked for the grant, and to nobody else.")
        : grant.StatusAt(at.Ticks) is var status && status != GrantStatus.Approved ? Over(status)
        : grant.IsCollected ? DirectoryRefusal.Conflict("The token was collected already. Whoever has lost it asks for another grant.")
        : null;

    private protected override void CommitTo(BreakGlassGrant grant, in DirectoryMoment at) => grant.Collect(in at);
}
