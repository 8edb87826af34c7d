using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>All users, by id and by identity. Read by many threads, written under the directory's lock.</summary>
internal sealed class UserBook
{
    private readonly ConcurrentDictionary<string, TenantUser> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LinkedIdentity, TenantUser> _byIdentity = new();

    internal bool TryFind([NotNullWhen(true)] string? id, [NotNullWhen(true)] out TenantUser? user)
    {
        user = null;
        return id is not null && _byId.TryGetValue(id, out user);
    }

    internal bool TryFind(LinkedIdentity identity, [NotNullWhen(true)] out TenantUser? user) => _byIdentity.TryGetValue(identity, out user);

    internal TenantUser Add(string id, LinkedIdentity identity, in DirectoryMoment at)
    {
        var user = new TenantUser(UserId.From(id), identity, in at);
        _byId[id] = user;
        _byIdentity[identity] = user;
        return user;
    }

    internal void Link(TenantUser user, LinkedIdentity identity)
    {
        user.Link(identity);
        _byIdentity[identity] = user;
    }

    internal void Unlink(TenantUser user, LinkedIdentity identity)
    {
        _byIdentity.TryRemove(identity, out _);
        user.Unlink(identity);
    }
}
