using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Claims;

/// <summary>A claim that an issuer accepted: who acts, for which tenant, with which scopes, until when.</summary>
/// <remarks>
/// It dies with its tenant, member or credential: every decision looks at that again. Only <see cref="TenantIssuer.Accept"/>
/// and <see cref="Delegate"/> make one, a break-glass token makes a platform operator's, and an envelope gives back what was sealed into it. Immutable and safe for use by many threads.
/// </remarks>
public sealed class VerifiedTenantClaim
{
    // INVARIANT: what a decision reads is flat here, so that the hot path takes no further hop.
    private readonly Liveness _liveness;

    // What records repeat of the claim. It follows from the claim alone, so it makes no difference who finds it out.
    private readonly bool _isPart;
    private object? _recorded;

    internal VerifiedTenantClaim(TenancyRealm realm, string issuer, string subject, string? credentialId, ScopeSet scopes, in Liveness liveness, DateTimeOffset issuedAt, long notAfterTicks, ClaimActor? actor = null, string? holder = null, ClaimGrant? grant = null, bool isPart = false)
    {
        Realm = realm;
        Issuer = issuer;
        Subject = subject;
        Holder = holder ?? subject;
        CredentialId = credentialId;
        Scopes = scopes;
        _liveness = liveness;
        Tenant = liveness.Entry.Id;
        IsPlatform = Tenant == TenantId.Platform;
        TenantMask = scopes.TenantMask;
        GlobalMask = scopes.GlobalMask;
        IssuedAt = issuedAt;
        NotAfterTicks = notAfterTicks;
        _isPart = isPart;
        Actor = actor;
        Grant = grant;
        ReachedTenant = grant?.Target ?? Tenant;
    }

    /// <summary>The issuer that vouches for it.</summary>
    public string Issuer { get; }

    /// <summary>The tenant that its holder acts for.</summary>
    public TenantId Tenant { get; }

    /// <summary>The holder's id at the issuer.</summary>
    public string Subject { get; }

    /// <summary>The credential's own id, or null.</summary>
    public string? CredentialId { get; }

    /// <summary>The scopes, each on its axis.</summary>
    public ScopeSet Scopes { get; }

    /// <summary>Who acts for the holder now, or null. For trails: no right comes of it.</summary>
    public ClaimActor? Actor { get; }

    /// <summary>The break-glass grant by which the holder, a platform operator, reaches one tenant; or null. With it he holds nothing else, on no axis.</summary>
    public ClaimGrant? Grant { get; }

    /// <summary>The tenant whose data the claim is about: the grant's target where there is one, else <see cref="Tenant"/>. It gives no access to it.</summary>
    public TenantId ReachedTenant { get; }

    /// <summary>Whether the holder is a platform operator: of the platform's own tenant, and the only kind that has global scopes.</summary>
    public bool IsPlatform { get; }

    /// <summary>When the credential was issued.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When the claim ends; at that moment it is over.</summary>
    public DateTimeOffset ExpiresAt => new(NotAfterTicks, TimeSpan.Zero);

    /// <summary>The subject by whose liveness it lives: of a delegate, the one at the beginning.</summary>
    internal string Holder { get; }

    internal TenancyRealm Realm { get; }

    internal ulong TenantMask { get; }

    internal ulong GlobalMask { get; }

    internal long NotAfterTicks { get; }

    /// <summary>The latest end of what is sealed from it. A ticket that was shown at the door may leave work behind; a part of a claim, and what came out of an envelope, may not outlive itself.</summary>
    internal long LatestEndTicks => _isPart ? NotAfterTicks : Grant?.ExpiresAt.UtcTicks ?? long.MaxValue;

    internal TenantEntry Entry => _liveness.Entry;

    internal long HolderGeneration => _liveness.HolderGeneration;

    internal bool IsTenantAlive => _liveness.IsTenantAlive;

    internal bool IsHolderAlive => _liveness.IsHolderAlive;

    internal TenantStatus TenantStatus => _liveness.Entry.Status;

    /// <summary>Whether it would be accepted again now: it has not ended, its tenant is active, and nothing that it lives by was revoked.</summary>
    /// <returns>False also while the directory is too old to say. A clock that is set back ends nothing later.</returns>
    /// <remarks>For whoever remembers claims. It decides nothing: every decision looks at this itself.</remarks>
    public bool StillHolds() => Realm.Steady.NowTicks is long now && now < NotAfterTicks && now <= Realm.Directory.FreshUntilTicks
        && IsTenantAlive && TenantStatus == TenantStatus.Active && IsHolderAlive && (Grant is null || Grant.HoldsAt(now));

    /// <summary>Gives a part of this claim to someone who acts for its holder: a child run, an exchanged token.</summary>
    /// <param name="subject">Who will act.</param>
    /// <param name="scopes">The scopes that are asked for; those that this claim does not reach on the same axis are left out.</param>
    /// <param name="notAfter">The end that is asked for; the earlier of it and this claim's own end counts.</param>
    /// <returns>A claim of the same tenant that holds no more, lives no longer, and dies with this one.</returns>
    /// <exception cref="ArgumentException"><paramref name="subject"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="scopes"/> is null.</exception>
    public VerifiedTenantClaim Delegate(string subject, IEnumerable<TenantScopedScope> scopes, DateTimeOffset notAfter)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentNullException.ThrowIfNull(scopes);
        TenantScopedScope[] asked = [.. scopes];
        long end = Math.Min(NotAfterTicks, notAfter.UtcTicks);
        return new VerifiedTenantClaim(
            Realm, Issuer, subject, CredentialId, Scopes.Narrow(asked), in _liveness, IssuedAt, end, Actor, Holder, Grant?.Narrow(asked), isPart: true);
    }

    /// <summary>What somebody found out about the claim, found out once.</summary>
    internal T Recorded<T>(Func<VerifiedTenantClaim, T> find)
        where T : class => (T)(Volatile.Read(ref _recorded) ?? Keep(find(this)));

    /// <summary>Says what kind of object this is and nothing of its holder.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(VerifiedTenantClaim);

    private object Keep(object found) => Interlocked.CompareExchange(ref _recorded, found, null) ?? found;
}
