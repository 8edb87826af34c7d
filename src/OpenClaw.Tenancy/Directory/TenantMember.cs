using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A user's place in one tenant. Safe for use by many threads; the role may change at any time.</summary>
public sealed class TenantMember
{
    private int _role;
    private long _version;
    private bool _removed;
    private bool _shutOut;

    internal TenantMember(TenantUser user, TenantRole role, bool isShutOut, long epochTicks, in DirectoryMoment at)
    {
        (User, _role, _shutOut, _version) = (user, (int)role, isShutOut, at.Sequence);
        Cell = new LivenessCell(alive: !isShutOut, at.Sequence, epochTicks);
        JoinedAt = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
    }

    /// <summary>The user's id, the same in each of his tenants.</summary>
    public UserId UserId => User.Id;

    /// <summary>The role in this tenant, whatever it is in others.</summary>
    public TenantRole Role => (TenantRole)Volatile.Read(ref _role);

    /// <summary>Grows with each change; a change may demand that it is still the same.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>When the user first became a member.</summary>
    public DateTimeOffset JoinedAt { get; }

    // SECURITY: not for the tenant's eyes. By it one could see where else the user is a member, and under which names.
    internal TenantUser User { get; }

    // INVARIANT: kept when the member is removed, so that nothing that was issued before lives when he comes back.
    internal bool IsRemoved => Volatile.Read(ref _removed);

    /// <summary>Whether the host shut him out, whatever the tenant says.</summary>
    internal bool IsShutOut => Volatile.Read(ref _shutOut);

    /// <summary>Whether he is let in: neither removed nor shut out by the host.</summary>
    internal bool IsLetIn => !IsRemoved && !IsShutOut;

    internal LivenessCell Cell { get; }

    /// <summary>Ends what he holds, and says whether what is issued from now on lives. Whom the host shuts out, no tenant lets in again by removing and adding him.</summary>
    internal void Revoke(in DirectoryMoment at, bool mayReturn)
    {
        Volatile.Write(ref _shutOut, _shutOut || !mayReturn);
        Cell.Revoke(in at, mayReturn);
    }

    internal void Reinstate(in DirectoryMoment at)
    {
        Volatile.Write(ref _shutOut, false);
        if (!_removed)
        {
            Cell.Enliven(in at);
        }
    }

    internal void Remove(in DirectoryMoment at)
    {
        Volatile.Write(ref _removed, true);
        Volatile.Write(ref _version, at.Sequence);
        Cell.Revoke(in at, aliveAfter: false);
    }

    internal void Return(TenantRole role, in DirectoryMoment at)
    {
        Volatile.Write(ref _role, (int)role);
        Volatile.Write(ref _version, at.Sequence);
        Volatile.Write(ref _removed, false);
        if (!_shutOut)
        {
            Cell.Enliven(in at);
        }
    }

    /// <summary>Another role: what was issued for the one before is dead.</summary>
    internal void Become(TenantRole role, in DirectoryMoment at)
    {
        Volatile.Write(ref _role, (int)role);
        Volatile.Write(ref _version, at.Sequence);
        Cell.Revoke(in at, aliveAfter: true);
    }
}
