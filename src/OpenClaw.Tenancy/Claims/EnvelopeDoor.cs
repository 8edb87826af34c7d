using System.Collections.Frozen;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The door of claims that were sealed into an envelope, in this process or another one. The caller has verified the envelope itself.</summary>
/// <remarks>
/// The ticket that was shown when it was sealed may have ended since: the envelope has an end of its own. What may not have happened since is
/// a revocation: of the member, of the credential, of everything that the tenant was issued. A suspension ends nothing; it makes it wait.
/// </remarks>
internal sealed class EnvelopeDoor(IEnumerable<KeyValuePair<string, TenantIssuerOptions>> issuers, TenancyRealm realm)
{
    private readonly FrozenDictionary<string, TenantIssuerOptions> _issuers =
        issuers.GroupBy(static i => i.Key, StringComparer.Ordinal).ToFrozenDictionary(static g => g.Key, static g => g.First().Value, StringComparer.Ordinal);

    /// <summary>What is sealed of a claim. Whether it is alive is asked afterwards, so that a revocation in between is seen.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="scopes">The names of its scopes, or those of its grant.</param>
    /// <param name="subject">Who will act.</param>
    internal SealedClaim Take(VerifiedTenantClaim claim, IReadOnlyList<string>? scopes, string subject)
    {
        TenantEntry entry = claim.Entry;
        long renewal = claim.Grant is null ? entry.RenewedBy : 0;
        long asOf = realm.Directory.Follows ? Math.Max(realm.Directory.AppliedSequence, Math.Max(claim.HolderGeneration, renewal)) : 0;
        return new SealedClaim
        {
            Tenant = claim.ReachedTenant.ToString(),
            Issuer = claim.Grant?.Door ?? claim.Issuer,
            Holder = claim.Holder,
            HolderGeneration = claim.HolderGeneration,
            Renewal = renewal,
            AsOf = asOf,
            Subject = subject,
            Credential = claim.CredentialId,
            IssuedTicks = claim.IssuedAt.UtcTicks,
            Actor = claim.Actor,
            Scopes = scopes,
        };
    }

    /// <summary>Lets a sealed claim in, or says why not.</summary>
    /// <param name="claim">What was sealed.</param>
    /// <param name="endTicks">When the envelope ends.</param>
    internal EnvelopeAdmission Accept(SealedClaim claim, long endTicks)
    {
        TenantDirectory directory = realm.Directory;
        if (realm.Time.GetUtcNow().UtcTicks > directory.FreshUntilTicks)
        {
            return EnvelopeAdmission.Later(DenyReason.DependencyUnavailable, "directory_stale");
        }

        // INVARIANT: who has not read as far as whoever sealed it cannot tell what was revoked from what he has not heard of.
        if (claim.AsOf > 0 && (!directory.Follows || directory.AppliedSequence < claim.AsOf))
        {
            return EnvelopeAdmission.Later(DenyReason.DependencyUnavailable, "directory_behind");
        }

        if (realm.HostClaim is { } host)
        {
            return AcceptHost(claim, host, endTicks);
        }

        // Where an issuer is not known, or speaks for the tenant no more, nobody of its own is let in, and nothing is ended either: another process may know it.
        if (!directory.TryFind(claim.Tenant, out TenantEntry? entry))
        {
            return EnvelopeAdmission.Later(DenyReason.TenantInactive, "tenant_unknown");
        }

        if (entry.Status == TenantStatus.Deleted)
        {
            return EnvelopeAdmission.Never(DenyReason.TenantInactive, "tenant_deleted");
        }

        if (!_issuers.TryGetValue(claim.Issuer, out TenantIssuerOptions? options) || !(claim.Actor?.Grant is null ? options.Reaches(entry, realm.Mode, claim.Issuer) : options.AllowsPlatform))
        {
            return EnvelopeAdmission.Later(DenyReason.DependencyUnavailable, "issuer_unknown");
        }

        return claim.Actor?.Grant is null ? AcceptFor(entry, claim, options, endTicks) : AcceptGrant(claim, options, endTicks);
    }

    private EnvelopeAdmission AcceptFor(TenantEntry entry, SealedClaim claim, TenantIssuerOptions options, long endTicks)
    {
        // INVARIANT: the words first, then what they are judged by.
        var liveness = new Liveness(realm.Directory, entry, claim.Issuer, claim.Holder, claim.Credential);
        if (!liveness.WasHolderAlive || liveness.HolderGeneration != claim.HolderGeneration || entry.RenewingBy != claim.Renewal || !CredentialStands(entry, claim))
        {
            return EnvelopeAdmission.Never(DenyReason.Revoked, "revoked");
        }

        if (options.MembersOnly && realm.Directory.MemberOf(entry, claim.Issuer, claim.Holder) is not { IsRemoved: false })
        {
            return EnvelopeAdmission.Never(DenyReason.Revoked, "no_member");
        }

        if (!liveness.WasTenantAlive || entry.Status != TenantStatus.Active)
        {
            return EnvelopeAdmission.Later(DenyReason.TenantInactive, "tenant_status");
        }

        if (claim.Scopes is null || !claim.Scopes.All(static name => ScopeName.IsWellFormed(name)))
        {
            return EnvelopeAdmission.Never(DenyReason.TokenInvalid, "envelope_scope");
        }

        // On the axis of its own tenant: there is no other that a claim could hold them on.
        var scopes = new ScopeSet(realm.Lattice, claim.Scopes.Select(name => realm.OnAxisOf(entry.Id, name)));
        return Accepted(new VerifiedTenantClaim(
            realm, claim.Issuer, claim.Subject, claim.Credential, scopes, in liveness, new DateTimeOffset(claim.IssuedTicks, TimeSpan.Zero), endTicks, claim.Actor, claim.Holder, isPart: true));
    }

    // An API key is known by its entry. One that has ended, or that the directory has forgotten, opens nothing, and nor does what was sealed by it.
    private bool CredentialStands(TenantEntry entry, SealedClaim claim) =>
        !string.Equals(claim.Issuer, ApiKeyEntry.Issuer) || claim.Credential is null || entry.KeyOf(claim.Credential)?.IsUsableAt(realm.Steady.NowTicks) == true;

    // By the door of grants, as their tokens: what ends a grant, or is taken from its operator, its approver or its target, ends what was sealed under it.
    private EnvelopeAdmission AcceptGrant(SealedClaim claim, TenantIssuerOptions options, long endTicks)
    {
        var door = new GrantDoor(claim.Issuer, options, realm);
        var asserted = new TenantClaim
        {
            Issuer = claim.Issuer,
            Tenant = claim.Tenant,
            Subject = claim.Holder,
            Scopes = [.. (claim.Scopes ?? []).Select(name => $"{name}@{claim.Tenant}")],
            IssuedAt = new DateTimeOffset(claim.IssuedTicks, TimeSpan.Zero),
            ExpiresAt = new DateTimeOffset(endTicks, TimeSpan.Zero),
            CredentialId = claim.Credential,
            Actor = claim.Actor,
        };
        ClaimAcceptance acceptance = door.Refusal(asserted, claim.Actor!, out BreakGlassGrant? grant) ?? door.Accept(asserted, grant!);
        return acceptance.Claim is { } opened
            ? Accepted(opened.Delegate(claim.Subject, opened.Grant!.Scopes, opened.ExpiresAt))
            : new EnvelopeAdmission(acceptance, MayBeLater: acceptance.Reason == DenyReason.TenantInactive);
    }

    // Without tenancy there is one claim. What was sealed where there are tenants is none of it.
    private static EnvelopeAdmission AcceptHost(SealedClaim claim, VerifiedTenantClaim host, long endTicks)
    {
        if (!string.Equals(claim.Issuer, host.Issuer) || !string.Equals(claim.Holder, host.Holder) || !string.Equals(claim.Tenant, host.Tenant.ToString()) || claim.Actor is not null)
        {
            return EnvelopeAdmission.Never(DenyReason.TokenInvalid, "envelope_mode");
        }

        IEnumerable<TenantScopedScope> part = claim.Scopes?.Where(static name => ScopeName.IsWellFormed(name)).Select(TenantScopedScope.Global) ?? [];
        return Accepted(claim.Scopes is null ? host : host.Delegate(claim.Subject, part, new DateTimeOffset(endTicks, TimeSpan.Zero)));
    }

    private static EnvelopeAdmission Accepted(VerifiedTenantClaim claim) => new(ClaimAcceptance.Accepted(claim), MayBeLater: false);
}
