using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>Who is a tenant, who belongs to it, and what is alive of it. Held in memory, and changed while the host runs.</summary>
/// <remarks>
/// A change counts from the next decision on, also for claims that were accepted before. What is kept here is as durable
/// as its source: a revocation made by code is gone when the process is. A directory that follows a journal is changed by
/// the journal's records alone, so that all processes agree. Safe for use by many threads.
/// </remarks>
public sealed partial class TenantDirectory
{
    private readonly Lock _lock = new();
    private readonly DirectoryWorld _world = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxAge;
    private long _freshUntilTicks = long.MaxValue;
    private long _applied;

    internal TenantDirectory(TimeProvider time, TimeSpan maxAge)
    {
        (_time, _maxAge) = (time, maxAge);
        AddFixed(TenantId.Platform);
    }

    /// <summary>Every tenant that was ever added, the deleted ones and <see cref="TenantId.Platform"/> too.</summary>
    public ICollection<TenantEntry> Entries => _world.Entries.Values;

    /// <summary>Whether any tenant is selected by a host name.</summary>
    public bool SelectsByHost => _world.SelectsByHost;

    /// <summary>The moment after which the contents are too old to decide by, in UTC ticks.</summary>
    internal long FreshUntilTicks => Volatile.Read(ref _freshUntilTicks);

    /// <summary>How old the contents are; null where they do not age, <see cref="TimeSpan.MaxValue"/> where they were never read.</summary>
    internal TimeSpan? SnapshotAge => FreshUntilTicks switch
    {
        long.MaxValue => null,
        long.MinValue => TimeSpan.MaxValue,
        long until => TimeSpan.FromTicks(NowTicks - (until - _maxAge.Ticks)),
    };

    internal TimeSpan MaxAge => _maxAge;

    /// <summary>Adds a tenant.</summary>
    /// <param name="registration">What is known of it.</param>
    /// <returns>Its entry.</returns>
    /// <exception cref="ArgumentException">
    /// The id is taken (a deleted tenant keeps its id), a person could take it for another tenant's, or a host name is taken or not in lower case.
    /// </exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public TenantEntry Add(TenantRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        Require(DirectoryChange.Of(TenantRegistered.Own(registration)), nameof(registration));
        return _world.Entries[registration.Id.ToString()];
    }

    // The platform's own tenant, and the one by which a host without tenancy acts for as long as it runs.
    internal void AddFixed(TenantId tenant) => _world.Put(
        new TenantEntry(tenant, TenantRegistered.Own(new TenantRegistration(tenant)), default), isFixed: true);

    /// <summary>Says that an issuer's subjects are ids of the directory's users.</summary>
    internal void NameUsersBy(string issuer) => _world.NameUsersBy(issuer);

    /// <summary>Finds a tenant by the exact text of its id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entry">The entry, or null.</param>
    /// <returns>Whether there is, or ever was, such a tenant.</returns>
    public bool TryFind([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TenantEntry? entry)
    {
        entry = null;
        return text is not null && _world.Entries.TryGetValue(text, out entry);
    }

    /// <summary>Finds the tenant that a host name selects.</summary>
    /// <param name="host">The host name without a port, as it was sent. Host names have no case (RFC 4343).</param>
    /// <param name="entry">The entry, or null.</param>
    /// <returns>Whether the host name is a tenant's.</returns>
    public bool TryFindHost([NotNullWhen(true)] string? host, [NotNullWhen(true)] out TenantEntry? entry)
    {
        entry = null;
        return host is not null && _world.Hosts.TryGetValue(host, out entry);
    }

    /// <summary>Finds the tenant that an outside system's name means: an identity provider's tenant, a channel's account.</summary>
    /// <param name="issuer">The outside system.</param>
    /// <param name="value">Its own text.</param>
    /// <param name="entry">The entry, or null. What comes from a name that is nobody's is dropped.</param>
    /// <returns>Whether the name is a tenant's.</returns>
    public bool TryFindExternal([NotNullWhen(true)] string? issuer, [NotNullWhen(true)] string? value, [NotNullWhen(true)] out TenantEntry? entry)
    {
        entry = null;
        return issuer is not null && value is not null && _world.Names.TryGetValue(new ExternalTenant(issuer, value), out entry);
    }

    /// <summary>Moves a tenant to another status.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="status">The status: provisioning, active, suspended and deleted, of which deleted is the end.</param>
    /// <exception cref="ArgumentException">There is no such tenant, or the way to that status does not exist.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void SetStatus(TenantId tenant, TenantStatus status) => Require(DirectoryChange.SetStatus(tenant, status), nameof(status));

    /// <summary>Kills every credential that a member of a tenant holds, and leaves other members alone.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the member.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <param name="mayReturn">Whether credentials that are issued from now on live, unless the member was shut out before. Default: no.</param>
    /// <exception cref="ArgumentException">There is no such tenant, or a text is malformed.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void RevokeMember(TenantId tenant, string issuer, string subject, bool mayReturn = false) =>
        Require(DirectoryChange.RevokeMember(tenant, issuer, subject, mayReturn), nameof(tenant));

    /// <summary>Lets credentials that a member is issued from now on live again. Those that were killed stay dead.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the member.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <exception cref="ArgumentException">There is no such tenant, or a text is malformed.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void ReinstateMember(TenantId tenant, string issuer, string subject) =>
        Require(DirectoryChange.ReinstateMember(tenant, issuer, subject), nameof(tenant));

    /// <summary>Kills one credential for good.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer of the credential.</param>
    /// <param name="credentialId">Its id, for a token the <c>jti</c>.</param>
    /// <exception cref="ArgumentException">There is no such tenant, or a text is malformed.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void RevokeCredential(TenantId tenant, string issuer, string credentialId) =>
        Require(DirectoryChange.RevokeCredential(tenant, issuer, credentialId), nameof(tenant));

    /// <summary>The generation that a token of this member carries when it is minted now.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that mints.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <returns>A number that grows with each revocation of the tenant or the member.</returns>
    /// <exception cref="ArgumentException">There is no such tenant.</exception>
    public long GenerationOf(TenantId tenant, string issuer, string subject)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return _world.Entries.TryGetValue(tenant.ToString(), out TenantEntry? entry)
            ? entry.Cell.Generation + _world.GenerationOf(entry, issuer, subject)
            : throw new ArgumentException("There is no such tenant. Add it to the directory first.", nameof(tenant));
    }

    /// <summary>Says when the source of the contents was last read. From the first call on they age.</summary>
    /// <param name="readAt">The moment of the reading. Past <see cref="TenancyOptions.MaxSnapshotAge"/> after it every decision is refused.</param>
    public void ReportRefreshed(DateTimeOffset readAt) => Volatile.Write(ref _freshUntilTicks, (readAt + _maxAge).UtcTicks);

    /// <summary>Says why a change would be refused as things stand now.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The refusal, or null when it would be applied.</returns>
    public DirectoryRefusal? RefusalOf(DirectoryChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            return change.Body.RefusalIn(_world, new DirectoryMoment(_applied + 1, NowTicks));
        }
    }

    /// <summary>The entry of a tenant that somebody holds a permit of. No tenant ever leaves the directory.</summary>
    internal TenantEntry EntryOf(string tenant) => TryFind(tenant, out TenantEntry? entry) ? entry : throw new InvalidOperationException(
        "The tenant of a permit is always in the directory.");

    internal TenantEntry EntryOf(TenantId tenant) => EntryOf(tenant.ToString());

    internal bool TryFindUser(LinkedIdentity identity, [NotNullWhen(true)] out TenantUser? user) => _world.Users.TryFind(identity, out user);

    internal bool TryFindUser(string id, [NotNullWhen(true)] out TenantUser? user) => _world.Users.TryFind(id, out user);

    internal bool TryFindKey(Digest256 digest, [NotNullWhen(true)] out ApiKeyEntry? key) => _world.Keys.TryGetValue(digest, out key);

    internal bool TryFindGrant([NotNullWhen(true)] string? id, [NotNullWhen(true)] out BreakGlassGrant? grant) => _world.Grants.TryFind(id, out grant);

    internal ICollection<BreakGlassGrant> Grants => _world.Grants.All;

    /// <summary>How many requests and open grants somebody has, under whichever of his names.</summary>
    internal int OpenGrantsOf(LinkedIdentity requester) => _world.OpenGrantsOf(requester, NowTicks);

    /// <summary>Whether no further grant has a place before the ends of others are written down, or they are reviewed.</summary>
    internal bool HoldsAllGrants => _world.Grants.IsFull;

    internal bool TryFindInvitation(Digest256 digest, [NotNullWhen(true)] out TenantEntry? entry) => _world.Invitations.TryGetValue(digest, out entry);

    /// <summary>The member that an issuer's subject is in a tenant, also a removed one, or null.</summary>
    internal TenantMember? MemberOf(TenantEntry entry, string issuer, string subject) => _world.MemberOf(entry, issuer, subject);

    internal LivenessCell CellOf(TenantEntry entry, string issuer, string subject) => _world.CellOf(entry, issuer, subject);

    /// <summary>Makes a change in this process alone.</summary>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    internal DirectoryWrite Change(DirectoryChange change)
    {
        RequireOwn();
        lock (_lock)
        {
            var at = new DirectoryMoment(_applied + 1, NowTicks);
            if (change.Body.RefusalIn(_world, in at) is { } refusal)
            {
                return DirectoryWrite.Refused(0, refusal);
            }

            // Everything is checked before anything is written, so that a refused change leaves no trace.
            change.Body.CommitTo(_world, in at);
            Advance(at.Sequence);
            return DirectoryWrite.Applied(at.Sequence);
        }
    }

    private long NowTicks => _time.GetUtcNow().UtcTicks;

    private void Require(DirectoryChange change, string parameter)
    {
        if (Change(change).Refusal is { } refusal)
        {
            throw new ArgumentException(refusal.Message, parameter);
        }
    }
}
