using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>Who is a tenant, and what is alive of it. Held in memory, and changed while the host runs.</summary>
/// <remarks>
/// A change counts from the next decision on, also for claims that were accepted before. What is kept here is as durable
/// as its source: a revocation made by code is gone when the process is. A directory that follows a journal is changed by
/// the journal's records alone, so that all processes agree. Safe for use by many threads.
/// </remarks>
public sealed partial class TenantDirectory
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, TenantEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TenantEntry> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TenantId> _skeletons = new(StringComparer.Ordinal);
    private readonly HashSet<TenantId> _fixed = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxAge;
    private long _freshUntilTicks = long.MaxValue;
    private bool _selectsByHost;

    internal TenantDirectory(TimeProvider time, TimeSpan maxAge)
    {
        (_time, _maxAge) = (time, maxAge);
        AddFixed(TenantId.Platform);
    }

    /// <summary>Every tenant that was ever added, the deleted ones and <see cref="TenantId.Platform"/> too.</summary>
    public ICollection<TenantEntry> Entries => _entries.Values;

    /// <summary>Whether any tenant is selected by a host name.</summary>
    public bool SelectsByHost => Volatile.Read(ref _selectsByHost);

    /// <summary>The moment after which the contents are too old to decide by, in UTC ticks.</summary>
    internal long FreshUntilTicks => Volatile.Read(ref _freshUntilTicks);

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
        RequireOwn();
        return Put(registration);
    }

    // The platform's own tenant, and the one by which a host without tenancy acts for as long as it runs.
    internal void AddFixed(TenantId tenant) => _fixed.Add(Put(new TenantRegistration(tenant)).Id);

    /// <summary>Finds a tenant by the exact text of its id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entry">The entry, or null.</param>
    /// <returns>Whether there is, or ever was, such a tenant.</returns>
    public bool TryFind([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TenantEntry? entry)
    {
        entry = null;
        return text is not null && _entries.TryGetValue(text, out entry);
    }

    /// <summary>Finds the tenant that a host name selects.</summary>
    /// <param name="host">The host name without a port, as it was sent. Host names have no case (RFC 4343).</param>
    /// <param name="entry">The entry, or null.</param>
    /// <returns>Whether the host name is a tenant's.</returns>
    public bool TryFindHost([NotNullWhen(true)] string? host, [NotNullWhen(true)] out TenantEntry? entry)
    {
        entry = null;
        return host is not null && _hosts.TryGetValue(host, out entry);
    }

    /// <summary>Moves a tenant to another status.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="status">The status: provisioning, active, suspended and deleted, of which deleted is the end.</param>
    /// <exception cref="ArgumentException">There is no such tenant, or the way to that status does not exist.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void SetStatus(TenantId tenant, TenantStatus status)
    {
        RequireOwn();
        lock (_lock)
        {
            TenantEntry entry = Require(tenant);
            if (FaultOf(entry, status) is { } fault)
            {
                throw new ArgumentException(fault, nameof(status));
            }

            entry.MoveTo(status, NowTicks);
        }
    }

    /// <summary>Kills every credential that a member of a tenant holds, and leaves other members alone.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the member.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <param name="mayReturn">Whether credentials that are issued from now on live, unless the member was shut out before. Default: no.</param>
    /// <exception cref="ArgumentException">There is no such tenant.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void RevokeMember(TenantId tenant, string issuer, string subject, bool mayReturn = false) =>
        RequireOwn(tenant).Members.Revoke(issuer, subject, NowTicks, mayReturn);

    /// <summary>Lets credentials that a member is issued from now on live again. Those that were killed stay dead.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the member.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <exception cref="ArgumentException">There is no such tenant.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void ReinstateMember(TenantId tenant, string issuer, string subject) =>
        RequireOwn(tenant).Members.Reinstate(issuer, subject);

    /// <summary>Kills one credential for good.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer of the credential.</param>
    /// <param name="credentialId">Its id, for a token the <c>jti</c>.</param>
    /// <exception cref="ArgumentException">There is no such tenant.</exception>
    /// <exception cref="InvalidOperationException">The directory follows a journal.</exception>
    public void RevokeCredential(TenantId tenant, string issuer, string credentialId) =>
        RequireOwn(tenant).Credentials.Revoke(issuer, credentialId, NowTicks, aliveAfter: false);

    /// <summary>The generation that a token of this member carries when it is minted now.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that mints.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <returns>A number that grows with each revocation of the tenant or the member.</returns>
    /// <exception cref="ArgumentException">There is no such tenant.</exception>
    public long GenerationOf(TenantId tenant, string issuer, string subject)
    {
        TenantEntry entry = Require(tenant);
        return entry.Cell.Generation + entry.Members.GenerationOf(issuer, subject);
    }

    /// <summary>Says when the source of the contents was last read. From the first call on they age.</summary>
    /// <param name="readAt">The moment of the reading. Past <see cref="TenancyOptions.MaxSnapshotAge"/> after it every decision is refused.</param>
    public void ReportRefreshed(DateTimeOffset readAt) => Volatile.Write(ref _freshUntilTicks, (readAt + _maxAge).UtcTicks);

    private long NowTicks => _time.GetUtcNow().UtcTicks;

    private TenantEntry Require(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return _entries.TryGetValue(tenant.ToString(), out TenantEntry? entry) ? entry : throw new ArgumentException(
            "There is no such tenant. Add it to the directory first.", nameof(tenant));
    }

    private TenantEntry RequireOwn(TenantId tenant)
    {
        RequireOwn();
        return Require(tenant);
    }

    private TenantEntry Put(TenantRegistration registration)
    {
        var entry = new TenantEntry(registration);
        lock (_lock)
        {
            // Everything is checked before anything is written, so that a refused tenant leaves no trace.
            if (FaultOf(registration) is { } fault)
            {
                throw new ArgumentException(fault, nameof(registration));
            }

            _skeletons.Add(LookAlike.Skeleton(entry.Id), entry.Id);
            foreach (string host in entry.Hosts)
            {
                _hosts[host] = entry;
                Volatile.Write(ref _selectsByHost, true);
            }

            _entries[entry.Id.ToString()] = entry;
        }

        return entry;
    }

    private string? FaultOf(TenantRegistration registration)
    {
        if (_skeletons.ContainsKey(LookAlike.Skeleton(registration.Id)))
        {
            return $"The tenant id '{registration.Id}' is taken, or looks like one that is (0 and o, 1 and l, rn and m look alike). Choose another; ids are never used again.";
        }

        foreach (string host in registration.Hosts)
        {
            if (!IsHostName(host) || _hosts.ContainsKey(host) || registration.Hosts.Count(h => string.Equals(h, host)) > 1)
            {
                return $"The host name '{host}' is taken, or is not a host name in lower case without a port. Each selects one tenant.";
            }
        }

        return null;
    }

    private string? FaultOf(TenantEntry entry, TenantStatus status) =>
        !DirectoryChange.IsGoal(status) || (entry.Status == TenantStatus.Deleted && status != TenantStatus.Deleted) || _fixed.Contains(entry.Id)
            ? $"A tenant cannot go from {entry.Status} to {status}: the way is provisioning, active, suspended (and back), deleted; a tenant that the library itself put here stays active."
            : null;

    private static bool IsHostName(string host) => ResourceId.IsWellFormed(host) && !host.Contains('_', StringComparison.Ordinal) && host[^1] != '.';
}
