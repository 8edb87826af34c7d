namespace OpenClaw.Tenancy.Directory;

/// <summary>Somebody has looked at what was done under a grant that is over.</summary>
internal sealed class BreakGlassReviewed : BreakGlassChange
{
    public required LinkedIdentity Reviewer { get; init; }

    public required string Note { get; init; }

    internal override void Check()
    {
        base.Check();
        CheckIdentity(Reviewer, nameof(Reviewer));
        ChangeText.RequireLabel(Note, nameof(Note));
        ArgumentException.ThrowIfNullOrWhiteSpace(Note, nameof(Note));
    }

    private protected override DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at) =>
        world.IsSamePerson(grant.Requester, Reviewer) ? DirectoryRefusal.NotAllowed("Whoever held a break-glass grant does not review it, under whichever name.")
        : !grant.PostIncidentReviewRequired || grant.StatusAt(at.Ticks) is GrantStatus.Approved or GrantStatus.Pending
            ? DirectoryRefusal.Conflict("A break-glass grant is reviewed when it is over, and only where it was open.")
        : grant.Review is not null ? DirectoryRefusal.Conflict("The break-glass grant was reviewed already.")
        : null;

    private protected override void CommitTo(BreakGlassGrant grant, in DirectoryMoment at) => grant.NoteReview(new GrantReview(Reviewer, Note, at.Ticks));
}
