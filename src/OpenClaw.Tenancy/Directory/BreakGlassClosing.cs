namespace OpenClaw.Tenancy.Directory;

/// <summary>A process takes it on itself to write down that a grant has ended: of several, one. When it does not come to it, another one may.</summary>
internal sealed class BreakGlassClosing : BreakGlassChange
{
    // INVARIANT: a fixed number, as every rule of the directory is one.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>The process, by a name that it alone has.</summary>
    public required string By { get; init; }

    internal override void Check()
    {
        base.Check();
        ChangeText.RequireId(By, nameof(By));
    }

    private protected override DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at) =>
        grant.StatusAt(at.Ticks) is not (GrantStatus.Ended or GrantStatus.Lapsed) || grant.IsClosed
            ? DirectoryRefusal.Conflict("The break-glass grant has not ended by itself, or its end is written down.")
        : grant.Closing is { } closing && at.Ticks < closing.UntilTicks ? DirectoryRefusal.Conflict("Another process writes the end of the break-glass grant down.")
        : null;

    private protected override void CommitTo(BreakGlassGrant grant, in DirectoryMoment at) => grant.Closing = new GrantClosing(By, at.Ticks + Turn.Ticks);
}
