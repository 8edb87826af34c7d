using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>Who acts by a claim, as every record says it, whoever writes the record.</summary>
/// <remarks>
/// The actor is whoever answers for the act: the operator of a grant, and of a run whoever started it. What acted for him is the delegate.
/// The texts are as they came; an envelope makes them safe. Immutable and safe for use by many threads.
/// </remarks>
public sealed class AuditActor
{
    private AuditActor(VerifiedTenantClaim claim)
    {
        // A run or another part of a claim acts for its holder, whoever he himself acted through.
        bool isPart = !string.Equals(claim.Subject, claim.Holder);
        ClaimActor? through = claim.Grant is null ? claim.Actor : null;
        Actor = claim.Holder;
        Issuer = claim.Issuer;
        Delegate = isPart ? claim.Subject : through?.Subject;
        DelegateIssuer = isPart ? null : through?.Issuer;
        GrantId = claim.Grant?.Id;
        Details = DetailsOf(claim.Grant, isPart ? through : null);
    }

    /// <summary>The holder's id at <see cref="Issuer"/>.</summary>
    public string Actor { get; }

    /// <summary>The issuer that vouches for the holder.</summary>
    public string Issuer { get; }

    /// <summary>What acted for the holder: a run, say; null when it was nobody else.</summary>
    public string? Delegate { get; }

    /// <summary>The issuer that knows the delegate; null also for a part of a claim, which the host itself named.</summary>
    public string? DelegateIssuer { get; }

    /// <summary>The break-glass grant by which he acts, or null.</summary>
    public string? GrantId { get; }

    /// <summary>What else a record says of him: the <c>ticket</c> of a grant, and in <c>started_by</c> who had a part of the claim made for the holder. Default: nothing.</summary>
    public IReadOnlyDictionary<string, string> Details { get; }

    /// <summary>Who acts by a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>How records name him.</returns>
    public static AuditActor Of(VerifiedTenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return new AuditActor(claim);
    }

    private static IReadOnlyDictionary<string, string> DetailsOf(ClaimGrant? grant, ClaimActor? starter)
    {
        if (grant is null && starter is null)
        {
            return AuditDetails.None;
        }

        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        if (grant is not null)
        {
            details["ticket"] = grant.Ticket;
        }

        if (starter is not null)
        {
            details["started_by"] = starter.Subject;
            details["started_by_issuer"] = starter.Issuer;
        }

        return details;
    }
}
