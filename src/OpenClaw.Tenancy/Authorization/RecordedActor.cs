using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>How who acts by a claim stands in records: made safe once for the claim, and not for each of its requests.</summary>
internal sealed class RecordedActor
{
    internal RecordedActor(VerifiedTenantClaim claim)
    {
        // Of a grant the operator himself is the actor, whichever of his runs acts for him.
        ClaimGrant? grant = claim.Grant;
        Actor = AuditText.Clean(grant is null ? claim.Subject : claim.Holder);
        Issuer = AuditText.Clean(claim.Issuer);
        Delegate = AuditText.Clean(grant is null ? claim.Actor?.Subject : string.Equals(claim.Subject, claim.Holder) ? null : claim.Subject);
        DelegateIssuer = AuditText.Clean(grant is null ? claim.Actor?.Issuer : null);
        GrantId = AuditText.Clean(grant?.Id);
        Details = grant is null ? AuditDetails.None : AuditDetails.Clean(new Dictionary<string, string>(StringComparer.Ordinal) { ["ticket"] = grant.Ticket });
    }

    internal string Actor { get; }

    internal string Issuer { get; }

    internal string? Delegate { get; }

    internal string? DelegateIssuer { get; }

    internal string? GrantId { get; }

    internal IReadOnlyDictionary<string, string> Details { get; }
}
