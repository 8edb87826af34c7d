using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>A break-glass grant as operators see it.</summary>
internal sealed record GrantView(
    string GrantId,
    GrantStatus Status,
    string Requester,
    string? Approver,
    string TargetTenant,
    IEnumerable<string> Scopes,
    string Ticket,
    string Reason,
    long DurationSeconds,
    DateTimeOffset RequestedAt,
    DateTimeOffset? ExpiresAt,
    bool PostIncidentReviewRequired,
    bool Reviewed)
{
    // What is asked for and not approved is to be reviewed as well, once it was open: a client need not know the rule.
    internal static GrantView Of(BreakGlassGrant grant, DateTimeOffset now) => new(
        grant.Id.ToString(),
        grant.StatusAt(now),
        grant.Requester.Subject,
        grant.Approver?.Subject,
        grant.Target.ToString(),
        grant.Scopes,
        grant.Ticket,
        grant.Reason,
        (long)grant.Duration.TotalSeconds,
        grant.RequestedAt,
        grant.ExpiresAt,
        PostIncidentReviewRequired: true,
        grant.Review is not null);
}
