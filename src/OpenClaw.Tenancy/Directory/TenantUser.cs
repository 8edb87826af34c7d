using System.Collections.Concurrent;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A user of the platform, known by identities at issuers, and a member of any number of tenants. Safe for use by many threads.</summary>
public sealed class TenantUser
{
    private readonly ConcurrentDictionary<TenantId, TenantEntry> _tenants = new();
    private LinkedIdentity[] _identities;

    internal TenantUser(UserId id, LinkedIdentity identity, in DirectoryMoment at)
    {
        (Id, _identities) = (id, [identity]);
        CreatedAt = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
    }

    /// <summary>The user's id.</summary>
    public UserId Id { get; }

    /// <summary>When the user was first named.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The identities by which the user is known; never none.</summary>
    public IReadOnlyList<LinkedIdentity> Identities => Array.AsReadOnly(Volatile.Read(ref _identities));

    /// <summary>The tenants of which the user is a member now. Which one he acts for is said by each token.</summary>
    public IReadOnlyList<TenantId> Tenants => [.. _tenants.Values.Where(e => e.MemberOf(Id.ToString()) is { IsRemoved: false }).Select(static e => e.Id)];

    /// <summary>The tenants of which he is or was a member, without the deleted ones.</summary>
    internal IEnumerable<TenantEntry> Entries => _tenants.Values;

    internal void Join(TenantEntry entry) => _tenants[entry.Id] = entry;

    internal void Leave(TenantEntry entry) => _tenants.TryRemove(entry.Id, out _);

    internal void Link(LinkedIdentity identity) => Volatile.Write(ref _identities, [.. _identities, identity]);

    internal void Unlink(LinkedIdentity identity) => Volatile.Write(ref _identities, [.. _identities.Where(i => i != identity)]);
}
