using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Authorization;

/// <content>What is asked of a claim alone, again and again, by whatever is held open for its holder.</content>
public sealed partial class PolicyEngine
{
    /// <summary>Looks at a claim by the gates of the claim alone, as every decision does first. It decides nothing and records nothing.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="now">The moment, read once for each message.</param>
    /// <returns>The first gate that fails now, or <see cref="DenyReason.None"/> while it lives.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="claim"/> is null.</exception>
    /// <remarks>A few comparisons with what the directory holds; no look-up, no allocation.</remarks>
    public DenyReason StateOf(VerifiedTenantClaim claim, DateTimeOffset now)
    {
        var request = new AccessRequest(claim, _presence, default, now);
        return LiveGates.OfClaim(in request, _state);
    }

    /// <summary>Looks at a claim as things stand now, by a clock that ends nothing later when the host's clock is set back.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>The first gate that fails now, or <see cref="DenyReason.None"/> while it lives.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="claim"/> is null.</exception>
    public DenyReason StateOf(VerifiedTenantClaim claim) => StateOf(claim, new DateTimeOffset(_state.Realm.Steady.NowTicks, TimeSpan.Zero));

    /// <summary>Whether a claim passes the gates of the claim at a moment.</summary>
    internal bool IsAlive(VerifiedTenantClaim claim, DateTimeOffset now) => StateOf(claim, now) == DenyReason.None;

    /// <summary>Whether a claim reaches everything of a kind that its tenant, or its grant's target, owns: the gates alone, without evaluators.</summary>
    internal bool Reaches(VerifiedTenantClaim claim, AccessAction action, DateTimeOffset now)
    {
        var request = new AccessRequest(claim, action, ResourceRef.Collection(claim.ReachedTenant), now);
        return LiveGates.FirstFailure(in request, _state, out _) == DenyReason.None;
    }
}
