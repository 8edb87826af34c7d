using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>What is known of an approval at a moment. Holding one opens nothing: what was allowed is redeemed at the <see cref="ApprovalDesk"/>.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class Approval
{
    private Approval(ApprovalRecord record, TenantId tenant, ProposedAction action, ApprovalStatus status, ApprovalReason? reason)
    {
        Id = ApprovalId.From(record.Id);
        Tenant = tenant;
        Run = RunId.From(record.Run);
        Requester = new ApprovalParty(record.RequesterIssuer, record.RequesterSubject);
        Action = action;
        Digest = action.ToDigest();
        OffersAlways = record.OffersAlways;
        CreatedAt = new DateTimeOffset(record.CreatedTicks, TimeSpan.Zero);
        ExpiresAt = new DateTimeOffset(record.ExpiresTicks, TimeSpan.Zero);
        (Status, Reason) = (status, reason);
        Decision = record.Decision is { } decision ? ApprovalTexts.DecisionOf(decision) : null;
        Resolver = record is { ResolverIssuer: { } issuer, ResolverSubject: { } subject } ? new ApprovalParty(issuer, subject) : null;
        ResolvedAt = record.ResolvedTicks == 0 ? null : new DateTimeOffset(record.ResolvedTicks, TimeSpan.Zero);
        UsesLeft = status == ApprovalStatus.Allowed ? record.UsesLeft : 0;
        SupersededBy = record.SupersededBy is { } by ? ApprovalId.From(by) : null;
    }

    /// <summary>Its id.</summary>
    public ApprovalId Id { get; }

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>The run that asked.</summary>
    public RunId Run { get; }

    /// <summary>Who asked: whoever the run acts for.</summary>
    public ApprovalParty Requester { get; }

    /// <summary>What is proposed.</summary>
    public ProposedAction Action { get; }

    /// <summary>The digest of what is proposed. An approver who sends it back answers exactly what he saw.</summary>
    public Digest256 Digest { get; }

    /// <summary>Whether <c>allow-always</c> is on offer.</summary>
    public bool OffersAlways { get; }

    /// <summary>The decisions on offer; <see cref="ApprovalDecision.Deny"/> is always among them.</summary>
    public IReadOnlyList<ApprovalDecision> AllowedDecisions => OffersAlways
        ? [ApprovalDecision.AllowOnce, ApprovalDecision.AllowAlways, ApprovalDecision.Deny]
        : [ApprovalDecision.AllowOnce, ApprovalDecision.Deny];

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it ends; at that moment it is over.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Where it stands.</summary>
    public ApprovalStatus Status { get; }

    /// <summary>Why it is pending no more, or null while it is.</summary>
    public ApprovalReason? Reason { get; }

    /// <summary>The decision that counted, or null when nobody answered.</summary>
    public ApprovalDecision? Decision { get; }

    /// <summary>Who answered, or null.</summary>
    public ApprovalParty? Resolver { get; }

    /// <summary>When it was answered, or null.</summary>
    public DateTimeOffset? ResolvedAt { get; }

    /// <summary>How often it may still be used; 0 unless it is <see cref="ApprovalStatus.Allowed"/>.</summary>
    public int UsesLeft { get; }

    /// <summary>The approval that took its place, or null.</summary>
    public ApprovalId? SupersededBy { get; }

    /// <summary>What is to be known of a record, which may be anything that a store hands back; null where not even that can be said.</summary>
    internal static Approval? Of(ApprovalRecord record, TenantId tenant, bool isWhole, long nowTicks)
    {
        try
        {
            ApprovalStatus status = ApprovalTexts.StatusOf(record.Status);
            var action = new ProposedAction(record.Command) { Cwd = record.Cwd, Agent = record.Agent, Session = record.Session };
            return !isWhole ? new Approval(record, tenant, action, ApprovalStatus.Denied, ApprovalReason.StorageCorrupt)
                : status == ApprovalStatus.Pending && nowTicks >= record.ExpiresTicks ? new Approval(record, tenant, action, ApprovalStatus.Expired, ApprovalReason.Timeout)
                : new Approval(record, tenant, action, status, record.Reason is { } reason ? ApprovalTexts.ReasonOf(reason) : null);
        }
        catch (ArgumentException) when (!isWhole)
        {
            return null;
        }
    }
}
