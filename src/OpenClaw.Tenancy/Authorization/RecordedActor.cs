using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>How who acts by a claim stands in records: made safe once for the claim, and not for each of its requests.</summary>
internal sealed class RecordedActor
{
    internal RecordedActor(VerifiedTenantClaim claim)
    {
        var who = AuditActor.Of(claim);
        Actor = AuditText.Clean(who.Actor);
        Issuer = AuditText.Clean(who.Issuer);
        Delegate = AuditText.Clean(who.Delegate);
        DelegateIssuer = AuditText.Clean(who.DelegateIssuer);
        GrantId = AuditText.Clean(who.GrantId);
        Details = who.Details.Count == 0 ? AuditDetails.None : AuditDetails.Clean(who.Details);
    }

    internal string Actor { get; }

    internal string Issuer { get; }

    internal string? Delegate { get; }

    internal string? DelegateIssuer { get; }

    internal string? GrantId { get; }

    internal IReadOnlyDictionary<string, string> Details { get; }
}
