using System.Collections.Concurrent;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>Everything that a directory holds. Read by many threads without a lock, written under the directory's.</summary>
internal sealed class DirectoryWorld
{
    private readonly Dictionary<string, TenantId> _skeletons = new(StringComparer.Ordinal);
    private readonly List<string> _userIssuers = [];
    private bool _selectsByHost;

    internal ConcurrentDictionary<string, TenantEntry> Entries { get; } = new(StringComparer.Ordinal);

    // Host names have no case (RFC 4343).
    internal ConcurrentDictionary<string, TenantEntry> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal ConcurrentDictionary<ExternalTenant, TenantEntry> Names { get; } = new();

    internal ConcurrentDictionary<Digest256, ApiKeyEntry> Keys { get; } = new();

    internal ConcurrentDictionary<Digest256, TenantEntry> Invitations { get; } = new();

    internal UserBook Users { get; } = new();

    internal GrantBook Grants { get; } = new();

    /// <summary>The tenants that the library itself put here.</summary>
    internal HashSet<TenantId> Fixed { get; } = [];

    /// <summary>How many tenants there are, without the fixed and the deleted ones.</summary>
    internal int LiveTenants { get; private set; }

    internal bool SelectsByHost => Volatile.Read(ref _selectsByHost);

    /// <summary>Says that an issuer's subjects are ids of the directory's users.</summary>
    internal void NameUsersBy(string issuer) => _userIssuers.Add(issuer);

    /// <summary>The member that an issuer's subject is, or null: by the user id where the issuer speaks in those, else by a linked identity.</summary>
    /// <remarks>SECURITY: an issuer that speaks in user ids is asked for nothing else. Else whoever adds a member could make another user's id an identity of his.</remarks>
    internal TenantMember? MemberOf(TenantEntry entry, string issuer, string subject) =>
        !entry.HasMembers ? null
        : _userIssuers.Contains(issuer) ? entry.MemberOf(subject)
        : Users.TryFind(new LinkedIdentity(issuer, subject), out TenantUser? user) ? entry.MemberOf(user.Id.ToString())
        : null;

    /// <summary>The members that a holder's name can mean, whatever is known here of its issuer.</summary>
    /// <remarks>INVARIANT: not by which issuers this process has, for processes that have others go by the same changes.</remarks>
    internal IEnumerable<TenantMember> MembersNamed(TenantEntry entry, string issuer, string holder)
    {
        TenantMember? own = entry.MemberOf(holder);
        TenantMember? linked = Users.TryFind(new LinkedIdentity(issuer, holder), out TenantUser? user) ? entry.MemberOf(user.Id.ToString()) : null;
        return new[] { own, linked }.OfType<TenantMember>().Distinct();
    }

    /// <summary>Whether two names can mean one person, whatever is known here of their issuers.</summary>
    /// <remarks>INVARIANT: not by which issuers this process has, as above. Where it is doubtful they are one.</remarks>
    internal bool IsSamePerson(LinkedIdentity left, LinkedIdentity right) => left == right || UsersNamed(left).Intersect(UsersNamed(right)).Any();

    /// <summary>How many requests and open grants somebody has, under whichever of his names.</summary>
    internal int OpenGrantsOf(LinkedIdentity requester, long ticks) =>
        Grants.All.Count(g => g.StatusAt(ticks) is GrantStatus.Pending or GrantStatus.Approved && IsSamePerson(g.Requester, requester));

    private IEnumerable<TenantUser> UsersNamed(LinkedIdentity name)
    {
        if (Users.TryFind(name, out TenantUser? linked))
        {
            yield return linked;
        }

        if (Users.TryFind(name.Subject, out TenantUser? own))
        {
            yield return own;
        }
    }

    /// <summary>Every name under which a user's claims can stand.</summary>
    internal IEnumerable<LinkedIdentity> NamesOf(TenantUser user) =>
        user.Identities.Concat(_userIssuers.Select(issuer => new LinkedIdentity(issuer, user.Id.ToString()))).Distinct();

    /// <summary>The cell under which claims of an issuer's subject live.</summary>
    internal LivenessCell CellOf(TenantEntry entry, string issuer, string subject) =>
        MemberOf(entry, issuer, subject)?.Cell ?? entry.Members.Get(issuer, subject);

    /// <summary>How often the holder was revoked, without making a cell for him.</summary>
    internal long GenerationOf(TenantEntry entry, string issuer, string subject) =>
        MemberOf(entry, issuer, subject)?.Cell.Generation ?? entry.Members.GenerationOf(issuer, subject);

    /// <summary>Makes a user a member, or a former one again.</summary>
    internal void Join(TenantEntry entry, TenantUser user, TenantRole role, in DirectoryMoment at)
    {
        LinkedIdentity[] names = [.. NamesOf(user)];
        if (entry.MemberOf(user.Id.ToString()) is { } member)
        {
            member.Return(role, in at);
        }
        else
        {
            // SECURITY: whom the host shut out by one of his names, no tenant lets in by making him a member.
            bool isShutOut = names.Any(n => entry.Members.IsShut(n.Issuer, n.Subject) && !entry.HasLeft(n));
            member = new TenantMember(user, role, isShutOut, names.Max(n => entry.Members.EpochOf(n.Issuer, n.Subject)), in at);
            entry.Join(member);
        }

        entry.Count(member, 1);
        user.Join(entry);

        // Claims that stand by his names and not by his membership end.
        foreach (LinkedIdentity name in names)
        {
            if (entry.HasLeft(name))
            {
                entry.Reinstate(name, in at);
            }
            else
            {
                entry.Members.Revoke(name.Issuer, name.Subject, in at, aliveAfter: true);
            }
        }
    }

    internal void AddKey(ApiKeyEntry key, in DirectoryMoment at)
    {
        key.Tenant.DropEndedKeys(at.Ticks, this);
        key.Tenant.Add(key);
        Keys[key.Digest] = key;
    }

    internal DirectoryRefusal? FaultOf(TenantId id, IReadOnlyList<string> hosts, IReadOnlyList<ExternalTenant> names)
    {
        if (_skeletons.ContainsKey(LookAlike.Skeleton(id)))
        {
            return DirectoryRefusal.Conflict($"The tenant id '{id}' is taken, or looks like one that is (0 and o, 1 and l, rn and m look alike). Choose another; ids are never used again.");
        }

        foreach (string host in hosts)
        {
            if (!IsHostName(host) || Hosts.ContainsKey(host) || hosts.Count(h => string.Equals(h, host)) > 1)
            {
                return DirectoryRefusal.Conflict($"The host name '{host}' is taken, or is not a host name in lower case without a port. Each selects one tenant.");
            }
        }

        return names.Any(Names.ContainsKey) || names.Distinct().Count() != names.Count
            ? DirectoryRefusal.Conflict("An outside name is mapped already, and each means one tenant.")
            : null;
    }

    internal void Put(TenantEntry entry, bool isFixed = false)
    {
        _skeletons.Add(LookAlike.Skeleton(entry.Id), entry.Id);
        foreach (string host in entry.Hosts)
        {
            Hosts[host] = entry;
            Volatile.Write(ref _selectsByHost, true);
        }

        foreach (ExternalTenant name in entry.Names)
        {
            Names[name] = entry;
        }

        if (isFixed)
        {
            Fixed.Add(entry.Id);
        }
        else if (entry.Status != TenantStatus.Deleted)
        {
            LiveTenants++;
        }

        // Last, so that who finds the tenant finds all of it.
        Entries[entry.Id.ToString()] = entry;
    }

    /// <summary>Takes away what a deleted tenant held. Its id stays taken.</summary>
    internal void Release(TenantEntry entry)
    {
        LiveTenants--;
        foreach (ExternalTenant name in entry.Names)
        {
            Names.TryRemove(name, out _);
        }

        entry.Empty(this);
    }

    private static bool IsHostName(string host) => ResourceId.IsWellFormed(host) && !host.Contains('_', StringComparison.Ordinal) && host[^1] != '.';
}
