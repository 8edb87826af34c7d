namespace OpenClaw.Tenancy.Directory;

/// <summary>A grant or a request is taken back. What was opened by it is shut at the next use.</summary>
internal sealed class BreakGlassRevoked : BreakGlassChange
{
    public required LinkedIdentity By { get; init; }

    internal override void Check()
    {
        base.Check();
        CheckIdentity(By, nameof(By));
    }

    private protected override DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at) =>
        grant.StatusAt(at.Ticks) is var status && status is not (GrantStatus.Pending or GrantStatus.Approved) ? Over(status) : null;

    private protected override void CommitTo(BreakGlassGrant grant, in DirectoryMoment at) => grant.Revoke(By, in at);
}
