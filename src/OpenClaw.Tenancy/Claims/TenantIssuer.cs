using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The one door through which an asserted claim becomes a verified one.</summary>
/// <remarks>
/// Made only by <c>TenancyBuilder.AddIssuer</c>, handed to that issuer's verifier, and not to be had from dependency
/// injection: who holds it decides who is let in. Safe for use by many threads.
/// </remarks>
public sealed class TenantIssuer
{
    private const int MaxSubjectLength = 256;

    private readonly TenancyRealm _realm;
    private readonly TenantIssuerOptions _options;
    private readonly GrantDoor _grants;

    internal TenantIssuer(string name, TenantIssuerOptions options, TenancyRealm realm) =>
        (Name, _options, _realm, _grants) = (name, options, realm, new GrantDoor(name, options, realm));

    /// <summary>The issuer's name; a claim must carry exactly this text.</summary>
    public string Name { get; }

    /// <summary>The longest life of a claim.</summary>
    public TimeSpan MaxLifetime => _options.MaxLifetime;

    /// <summary>How far the issuer's clock may be off.</summary>
    public TimeSpan ClockSkew => _options.ClockSkew;

    /// <summary>The time by which claims end at this door: the host's clock, but one that does not go back when the host's is set back.</summary>
    public DateTimeOffset Now => new(_realm.Steady.NowTicks, TimeSpan.Zero);

    /// <summary>Accepts or refuses what a credential asserts. The caller has verified the credential itself.</summary>
    /// <param name="claim">What is asserted.</param>
    /// <returns>The verified claim, or why there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="claim"/> is null.</exception>
    public ClaimAcceptance Accept(TenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        long now = _realm.Time.GetUtcNow().UtcTicks;
        if (!string.Equals(claim.Issuer, Name))
        {
            return ClaimAcceptance.Refused(DenyReason.TokenInvalid, "issuer_differs");
        }

        if (now > _realm.Directory.FreshUntilTicks)
        {
            return ClaimAcceptance.Refused(DenyReason.DependencyUnavailable, "directory_stale");
        }

        if (string.IsNullOrEmpty(claim.Subject) || claim.Subject.Length > MaxSubjectLength)
        {
            return ClaimAcceptance.Refused(DenyReason.TokenInvalid, "subject");
        }

        // SECURITY: what the directory cannot name it could not revoke.
        if (claim.CredentialId is { Length: 0 or > DirectoryChange.MaxTextLength })
        {
            return ClaimAcceptance.Refused(DenyReason.TokenInvalid, "credential_id");
        }

        if (claim.Actor is { Grant: not null } actor)
        {
            return _grants.Refusal(claim, actor, out BreakGlassGrant? grant) ?? CheckTimes(claim, grant!.Target, now) ?? _grants.Accept(claim, grant);
        }

        if (!_options.MaySpeakFor(claim, _realm, out TenantEntry? entry))
        {
            return ClaimAcceptance.Refused(DenyReason.TenantInactive, "tenant_not_of_issuer");
        }

        return CheckTimes(claim, entry.Id, now) ?? CheckActor(claim) ?? AcceptFor(entry, claim);
    }

    private ClaimAcceptance? CheckTimes(TenantClaim claim, TenantId tenant, long now)
    {
        // SECURITY: what was over once is over for good, whatever the clock says later. Beginnings are judged by the clock itself.
        if (claim.ExpiresAt.UtcTicks <= _realm.Steady.NowTicks)
        {
            return ClaimAcceptance.Refused(DenyReason.Expired, "expired");
        }

        bool issued = claim.IssuedAt != DateTimeOffset.MinValue;
        if (issued && claim.IssuedAt.UtcTicks - _options.ClockSkew.Ticks > now)
        {
            return ClaimAcceptance.Refused(DenyReason.TokenInvalid, "issued_in_future");
        }

        return claim.ExpiresAt.UtcTicks - (issued ? claim.IssuedAt.UtcTicks : now) > _options.MaxLifetimeOf(tenant).Ticks
            ? ClaimAcceptance.Refused(DenyReason.TokenInvalid, "lifetime")
            : null;
    }

    // SECURITY: the tenant of the claim is the subject's. An actor of another one reaches it by a grant alone.
    private static ClaimAcceptance? CheckActor(TenantClaim claim) => claim.Actor switch
    {
        null => null,
        { Tenant: not null } actor when !string.Equals(actor.Tenant, claim.Tenant) => ClaimAcceptance.Refused(DenyReason.TokenInvalid, "actor_tenant"),
        { Issuer.Length: 0 or > MaxSubjectLength } or { Subject.Length: 0 or > MaxSubjectLength } => ClaimAcceptance.Refused(DenyReason.TokenInvalid, "actor"),
        _ => null,
    };

    private ClaimAcceptance AcceptFor(TenantEntry entry, TenantClaim claim)
    {
        List<TenantScopedScope>? scopes = ReadScopes(entry, claim);
        if (scopes is null)
        {
            return ClaimAcceptance.Refused(DenyReason.TokenInvalid, "scope_axis");
        }

        var liveness = new Liveness(_realm.Directory, entry, Name, claim.Subject, claim.CredentialId);
        if (!liveness.WasTenantAlive)
        {
            return ClaimAcceptance.Refused(DenyReason.TenantInactive, "tenant_status");
        }

        if (_options.MembersOnly && _realm.Directory.MemberOf(entry, Name, claim.Subject) is not { IsRemoved: false })
        {
            return ClaimAcceptance.Refused(DenyReason.Revoked, "no_member");
        }

        // A clock that is ahead must not carry a credential over its own revocation; a tie is a refusal.
        long latestIssued = Math.Max(claim.IssuedAt.UtcTicks - _options.ClockSkew.Ticks, 0);
        if (!liveness.WasHolderAlive || liveness.RevokedSince(claim.Generation, latestIssued))
        {
            return ClaimAcceptance.Refused(DenyReason.Revoked, "revoked");
        }

        return ClaimAcceptance.Accepted(new VerifiedTenantClaim(
            _realm, Name, claim.Subject, claim.CredentialId, new ScopeSet(_realm.Lattice, scopes), in liveness, claim.IssuedAt, claim.ExpiresAt.UtcTicks, claim.Actor));
    }

    // SECURITY: one scope on a foreign axis refuses the whole credential; it is never dropped in silence.
    private List<TenantScopedScope>? ReadScopes(TenantEntry entry, TenantClaim claim)
    {
        bool globalAxis = _realm.IsGlobal(entry.Id);
        var scopes = new List<TenantScopedScope>();
        foreach (string text in claim.Scopes)
        {
            if (text is null || !TenantScopedScope.TrySplit(text, out string? name, out string? tenant))
            {
                return null;
            }

            bool onAxis = globalAxis ? tenant is null : string.Equals(tenant, claim.Tenant);
            if (!onAxis)
            {
                return null;
            }

            scopes.Add(_realm.OnAxisOf(entry.Id, name));
        }

        foreach (string role in globalAxis ? [] : claim.Roles)
        {
            scopes.AddRange(TenantRoles.ScopesOf(TenantRoles.FromText(role)).Select(name => TenantScopedScope.ForTenant(name, entry.Id)));
        }

        return scopes;
    }
}
