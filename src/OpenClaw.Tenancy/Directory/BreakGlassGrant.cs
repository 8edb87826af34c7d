using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A platform operator's request to act in a tenant for a while, and what became of it. Safe for use by many threads; it may change at any time.</summary>
/// <remarks>To hold one opens nothing: a token that was collected for it does, for as long as the directory says so.</remarks>
public sealed class BreakGlassGrant
{
    private readonly GrantTerms _terms;
    private GrantApproval? _approval;
    private GrantReview? _review;
    private LinkedIdentity? _revokedBy;
    private long _collectedTicks;
    private long _revokedTicks;
    private long _closedTicks;

    internal BreakGlassGrant(GrantId id, TenantEntry target, GrantTerms terms, in DirectoryMoment at)
    {
        (Id, Entry, _terms) = (id, target, terms);

        // Dead until somebody has approved it.
        Cell = new LivenessCell(alive: false, at.Sequence, at.Ticks);
    }

    /// <summary>Its id, which is no secret.</summary>
    public GrantId Id { get; }

    /// <summary>The tenant that it opens, and the only one.</summary>
    public TenantId Target => Entry.Id;

    /// <summary>Who asked for it, and alone may use it.</summary>
    public LinkedIdentity Requester => _terms.Requester;

    /// <summary>Who approved it, or null. Never whoever asked for it, under whichever name.</summary>
    public LinkedIdentity? Approver => Approval?.Approver;

    /// <summary>The names of the scopes that it gives on the target's axis.</summary>
    public IReadOnlyList<string> Scopes => _terms.Scopes;

    /// <summary>The incident that it belongs to, as the operators' own system names it.</summary>
    public string Ticket => _terms.Ticket;

    /// <summary>Why it is needed, in the requester's own words.</summary>
    public string Reason => _terms.Reason;

    /// <summary>How long it is open once it is approved.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(_terms.DurationTicks);

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt => new(_terms.RequestedTicks, TimeSpan.Zero);

    /// <summary>When the request is void if nobody has approved it.</summary>
    public DateTimeOffset LapsesAt => new(_terms.LapsesTicks, TimeSpan.Zero);

    /// <summary>When it was approved, or null.</summary>
    public DateTimeOffset? ApprovedAt => Moment(Approval?.NotBeforeTicks ?? 0);

    /// <summary>When it ends, or null while nobody has approved it. At that moment it is over.</summary>
    public DateTimeOffset? ExpiresAt => Moment(Approval?.NotAfterTicks ?? 0);

    /// <summary>When its token was handed out, or null.</summary>
    public DateTimeOffset? CollectedAt => Moment(Volatile.Read(ref _collectedTicks));

    /// <summary>When it was taken back, or null.</summary>
    public DateTimeOffset? RevokedAt => Moment(Volatile.Read(ref _revokedTicks));

    /// <summary>Who took it back, or null.</summary>
    public LinkedIdentity? RevokedBy => Volatile.Read(ref _revokedBy);

    /// <summary>Whether somebody has to look at what was done: always, where it was approved.</summary>
    public bool PostIncidentReviewRequired => Approval is not null;

    /// <summary>What that look found, or null while nobody has looked.</summary>
    public GrantReview? Review => Volatile.Read(ref _review);

    internal TenantEntry Entry { get; }

    internal GrantApproval? Approval => Volatile.Read(ref _approval);

    internal Digest256 Digest => _terms.Digest;

    internal LivenessCell Cell { get; }

    internal bool IsCollected => Volatile.Read(ref _collectedTicks) != 0;

    /// <summary>Whether its end stands in the directory: no clock brings it back.</summary>
    internal bool IsClosed => Volatile.Read(ref _closedTicks) != 0;

    /// <summary>Whoever writes its end down at the moment, and until when that is his to do. Read and written under the directory's lock.</summary>
    internal GrantClosing? Closing { get; set; }

    /// <summary>Where it stands at a moment, by what the directory says.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>The status; <see cref="GrantStatus.Approved"/> alone opens anything.</returns>
    public GrantStatus StatusAt(DateTimeOffset moment) => StatusAt(moment.UtcTicks);

    internal GrantStatus StatusAt(long ticks) => Volatile.Read(ref _revokedTicks) != 0 ? GrantStatus.Revoked
        : Approval is { } approval ? IsClosed || ticks >= approval.NotAfterTicks ? GrantStatus.Ended : GrantStatus.Approved
        : IsClosed || ticks >= _terms.LapsesTicks ? GrantStatus.Lapsed : GrantStatus.Pending;

    /// <summary>Whether nothing of it is left to do: its end is written down, and it was looked at or never opened anything.</summary>
    // INVARIANT: not by the clock alone. What is forgotten before its end stands in the trails would stand open there for ever.
    internal bool IsDone => (IsClosed || Volatile.Read(ref _revokedTicks) != 0) && (Approval is null || Review is not null);

    internal void Approve(GrantApproval approval, in DirectoryMoment at)
    {
        // The approval first: who finds the grant alive finds its end too.
        Volatile.Write(ref _approval, approval);
        Cell.Enliven(in at);
    }

    internal void Collect(in DirectoryMoment at) => Volatile.Write(ref _collectedTicks, at.Ticks);

    internal void Revoke(LinkedIdentity by, in DirectoryMoment at)
    {
        Volatile.Write(ref _revokedBy, by);
        Volatile.Write(ref _revokedTicks, at.Ticks);
        Cell.Revoke(in at, aliveAfter: false);
    }

    internal void Close(in DirectoryMoment at)
    {
        Volatile.Write(ref _closedTicks, at.Ticks);
        Cell.Revoke(in at, aliveAfter: false);
    }

    internal void NoteReview(GrantReview review) => Volatile.Write(ref _review, review);

    private static DateTimeOffset? Moment(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
