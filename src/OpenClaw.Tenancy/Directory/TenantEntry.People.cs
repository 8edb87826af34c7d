using System.Collections.Concurrent;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <content>Who belongs to the tenant, and by which keys it is reached. Written under the directory's lock.</content>
public sealed partial class TenantEntry
{
    private ConcurrentDictionary<string, TenantMember>? _roster;
    private ConcurrentDictionary<string, ApiKeyEntry>? _keys;
    private ConcurrentDictionary<string, TenantInvitation>? _invitations;

    private HashSet<LinkedIdentity>? _left;

    internal int MemberCount { get; private set; }

    internal int OwnerCount { get; private set; }

    /// <summary>How many members there are and were.</summary>
    internal int EverMembers => _roster?.Count ?? 0;

    internal bool HasMembers => Volatile.Read(ref _roster) is not null;

    /// <summary>The members, without those who were removed.</summary>
    internal IReadOnlyCollection<TenantMember> Roster => [.. (Volatile.Read(ref _roster)?.Values ?? []).Where(static m => !m.IsRemoved)];

    /// <summary>The keys, with those that ended lately.</summary>
    internal ICollection<ApiKeyEntry> Keys => Volatile.Read(ref _keys)?.Values ?? [];

    internal ICollection<TenantInvitation> Invitations => Volatile.Read(ref _invitations)?.Values ?? [];

    /// <summary>The member of a user's id, also a removed one, or null.</summary>
    internal TenantMember? MemberOf(string user) => Volatile.Read(ref _roster)?.GetValueOrDefault(user);

    internal ApiKeyEntry? KeyOf(string key) => Volatile.Read(ref _keys)?.GetValueOrDefault(key);

    internal TenantInvitation? InvitationOf(string invitation) => Volatile.Read(ref _invitations)?.GetValueOrDefault(invitation);

    internal void Join(TenantMember member) => Made(ref _roster)[member.User.Id.ToString()] = member;

    /// <summary>Counts a member in or out: at each change of him, out before it and in after it.</summary>
    internal void Count(TenantMember member, int by)
    {
        if (!member.IsRemoved)
        {
            MemberCount += by;
            OwnerCount += member.Role == TenantRole.Owner ? by : 0;
        }
    }

    // A name that a former member gave up stays shut here, for it was he who was removed; but it is not a name that the host shut out.
    internal void Leave(LinkedIdentity name) => (_left ??= []).Add(name);

    internal bool HasLeft(LinkedIdentity name) => _left?.Contains(name) == true;

    internal void ShutOut(LinkedIdentity name) => _left?.Remove(name);

    internal void Reinstate(LinkedIdentity name, in DirectoryMoment at)
    {
        _left?.Remove(name);
        Members.Reinstate(name.Issuer, name.Subject, in at);
    }

    internal void Add(ApiKeyEntry key) => Made(ref _keys)[key.Id.ToString()] = key;

    internal void Invite(TenantInvitation invitation) => Made(ref _invitations)[invitation.Id.ToString()] = invitation;

    internal int LiveKeys(long ticks) => Keys.Count(k => k.IsAliveAt(ticks));

    internal int OpenInvitations(long ticks) => Invitations.Count(i => i.ExpiresAt.UtcTicks > ticks);

    internal void Revoke(ApiKeyEntry key, in DirectoryMoment at)
    {
        key.Revoke(at.Ticks);
        Credentials.Revoke(ApiKeyEntry.Issuer, key.Id.ToString(), in at, aliveAfter: false);
    }

    /// <summary>A member's keys die with his role: what they may do was said for it.</summary>
    // SECURITY: also those whose end has come by this record's clock. Another one may be behind it, and they would live there on.
    internal void RevokeKeysOf(string user, in DirectoryMoment at)
    {
        foreach (ApiKeyEntry key in Keys)
        {
            if (string.Equals(key.User, user) && key.RevokedAt is null)
            {
                Revoke(key, in at);
            }
        }
    }

    /// <summary>Uses an invitation up.</summary>
    internal TenantInvitation? TakeInvitation(string invitation, DirectoryWorld world)
    {
        TenantInvitation? taken = null;
        if (_invitations?.TryRemove(invitation, out taken) == true)
        {
            world.Invitations.TryRemove(taken.Digest, out _);
        }

        return taken;
    }

    /// <summary>Takes back what a maker may give no more, so that it is not worth anything again when he may.</summary>
    internal void DropVoidInvitations(long ticks, DirectoryWorld world)
    {
        foreach (TenantInvitation issued in Invitations.Where(i => GrantChange.Beyond(i.Maker.RankIn(this, ticks), i.Role) is not null))
        {
            TakeInvitation(issued.Id.ToString(), world);
        }
    }

    internal void DropEndedInvitations(long ticks, DirectoryWorld world)
    {
        foreach (TenantInvitation ended in Invitations.Where(i => i.ExpiresAt.UtcTicks <= ticks))
        {
            TakeInvitation(ended.Id.ToString(), world);
        }
    }

    /// <summary>Forgets keys that have ended, once there are as many of them as there may be living ones.</summary>
    internal void DropEndedKeys(long ticks, DirectoryWorld world)
    {
        if (_keys is not { Count: >= 2 * DirectoryLimits.Keys } keys)
        {
            return;
        }

        foreach (ApiKeyEntry ended in keys.Values.Where(k => !k.IsAliveAt(ticks)))
        {
            keys.TryRemove(ended.Id.ToString(), out _);
            world.Keys.TryRemove(ended.Digest, out _);
            _credentials?.Forget(ApiKeyEntry.Issuer, ended.Id.ToString());
        }
    }

    /// <summary>Takes everybody and everything out of a tenant that is deleted.</summary>
    internal void Empty(DirectoryWorld world)
    {
        foreach (TenantMember member in _roster?.Values ?? [])
        {
            member.User.Leave(this);
        }

        foreach (ApiKeyEntry key in Keys)
        {
            world.Keys.TryRemove(key.Digest, out _);
        }

        foreach (TenantInvitation invitation in Invitations)
        {
            world.Invitations.TryRemove(invitation.Digest, out _);
        }

        (MemberCount, OwnerCount, _left) = (0, 0, null);
        Volatile.Write(ref _roster, null);
        Volatile.Write(ref _keys, null);
        Volatile.Write(ref _invitations, null);
    }

    private static ConcurrentDictionary<string, T> Made<T>(ref ConcurrentDictionary<string, T>? table) =>
        LazyInitializer.EnsureInitialized(ref table, static () => new ConcurrentDictionary<string, T>(concurrencyLevel: 1, capacity: 4, StringComparer.Ordinal));
}
