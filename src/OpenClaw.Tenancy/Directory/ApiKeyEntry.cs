using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>An API key as the directory knows it: everything but the key. Safe for use by many threads.</summary>
public sealed class ApiKeyEntry
{
    /// <summary>The issuer under whose name claims of API keys stand: <c>api-keys</c>.</summary>
    public const string Issuer = "api-keys";

    private long _expiresTicks;
    private long _revokedTicks = long.MaxValue;
    private long _lastUsedTicks;
    private long _keptTicks;
    private bool _wasSeenEnded;
    private object? _accepted;

    internal ApiKeyEntry(TenantEntry tenant, ApiKeyId id, Digest256 digest, TenantRole role, IReadOnlyList<string> scopes, string? user, string? label, long createdTicks, long expiresTicks, IReadOnlyList<LinkedIdentity> hands)
    {
        (Tenant, Id, Digest, Role, Scopes, User, Label, Hands) = (tenant, id, digest, role, scopes, user, label, hands);
        (CreatedAt, _expiresTicks) = (new DateTimeOffset(createdTicks, TimeSpan.Zero), expiresTicks);
    }

    /// <summary>A key that may do whatever an owner may.</summary>
    internal static ApiKeyEntry OfOwner(TenantEntry tenant, ApiKeyId id, Digest256 digest, long createdTicks) => new(
        tenant, id, digest, TenantRole.Owner, TenantRoles.ScopesOf(TenantRole.Owner), user: null, label: null, createdTicks, long.MaxValue, [new LinkedIdentity(Issuer, id.ToString())]);

    /// <summary>The tenant whose key it is.</summary>
    public TenantEntry Tenant { get; }

    /// <summary>Its id, which is no secret.</summary>
    public ApiKeyId Id { get; }

    /// <summary>The role that it counts as where members and keys are changed; it grants nothing above.</summary>
    public TenantRole Role { get; }

    /// <summary>The names of the scopes that it holds in its tenant.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The text of the id of the user for whom it acts, or null when it is the tenant's own.</summary>
    public string? User { get; }

    /// <summary>A name for people, or null.</summary>
    public string? Label { get; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it ends, or null when it does not end by itself.</summary>
    public DateTimeOffset? ExpiresAt => Volatile.Read(ref _expiresTicks) is var ticks && ticks == long.MaxValue ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt => Volatile.Read(ref _revokedTicks) is var ticks && ticks == long.MaxValue ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>When it was last accepted, to the minute, or null: by this process, or as far as it has read what others kept.</summary>
    public DateTimeOffset? LastUsedAt => Volatile.Read(ref _lastUsedTicks) is var ticks && ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    internal Digest256 Digest { get; }

    internal IReadOnlyList<LinkedIdentity> Hands { get; }

    /// <summary>What whoever accepts keys keeps with this one, so that it goes when the key goes.</summary>
    internal object? Accepted { get => Volatile.Read(ref _accepted); set => Volatile.Write(ref _accepted, value); }

    /// <summary>By what the changes say alone, so the same in every process.</summary>
    internal bool IsAliveAt(long ticks) => ticks < Volatile.Read(ref _expiresTicks) && Volatile.Read(ref _revokedTicks) == long.MaxValue;

    /// <summary>Whether this process accepts it. SECURITY: a clock that is set back does not bring back a key that was seen to end.</summary>
    internal bool IsUsableAt(long ticks)
    {
        if (!IsAliveAt(ticks))
        {
            Volatile.Write(ref _wasSeenEnded, true);
        }

        return !Volatile.Read(ref _wasSeenEnded);
    }

    // The first revocation is the one that counts.
    internal void Revoke(long ticks) => Volatile.Write(ref _revokedTicks, Math.Min(_revokedTicks, ticks));

    /// <summary>It ends then, or earlier if it did before.</summary>
    internal void EndAt(long ticks) => Volatile.Write(ref _expiresTicks, Math.Min(_expiresTicks, ticks));

    /// <summary>Notes a use. To the minute, so that a key in use costs one write to memory a minute.</summary>
    internal void Use(long ticks)
    {
        long minute = ticks - (ticks % TimeSpan.TicksPerMinute);
        if (Volatile.Read(ref _lastUsedTicks) < minute)
        {
            Volatile.Write(ref _lastUsedTicks, minute);
        }
    }

    /// <summary>The last use, where it was not kept yet.</summary>
    internal ApiKeyUse? UnkeptUse() => Volatile.Read(ref _lastUsedTicks) is var ticks && ticks > Volatile.Read(ref _keptTicks)
        ? new ApiKeyUse(Tenant.Id.ToString(), Id.ToString(), new DateTimeOffset(ticks, TimeSpan.Zero)) : null;

    internal void NoteKept(long ticks)
    {
        Volatile.Write(ref _keptTicks, Math.Max(_keptTicks, ticks));
        Use(ticks);
    }
}
