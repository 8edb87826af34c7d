using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A user's place in one tenant. Safe for use by many threads; the role may change at any time.</summary>
public sealed class TenantMember
{
    private int _role;
    private long _version;
    private bool _removed;

    internal TenantMember(TenantUser user, TenantRole role, LivenessCell cell, in DirectoryMoment at)
    {
        (User, _role, Cell, _version) = (user, (int)role, cell, at.Sequence);
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

    internal LivenessCell Cell { get; }

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
        Cell.Enliven();
    }

    /// <summary>Another role: what was issued for the one before is dead.</summary>
    internal void Become(TenantRole role, in DirectoryMoment at)
    {
        Volatile.Write(ref _role, (int)role);
        Volatile.Write(ref _version, at.Sequence);
        Cell.Revoke(in at, aliveAfter: true);
    }
}
