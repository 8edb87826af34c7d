using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A tenant as the directory knows it. Safe for use by many threads; its status may change at any time.</summary>
public sealed partial class TenantEntry
{
    private readonly FrozenSet<string> _issuers;
    private string _displayName;
    private string? _region;
    private string? _runtimeId;
    private long _version;
    private int _status;
    private long _renewing;
    private long _renewed;
    private LivenessRegistry? _members;
    private LivenessRegistry? _credentials;

    internal TenantEntry(TenantId id, TenantRegistered said, in DirectoryMoment at)
    {
        Id = id;
        (_displayName, _region, _runtimeId) = (said.DisplayName ?? id.ToString(), said.Region, said.Runtime);
        Hosts = said.Hosts.Count == 0 ? [] : [.. said.Hosts];
        Names = said.Names.Count == 0 ? [] : [.. said.Names];
        _issuers = said.Issuers.ToFrozenSet(StringComparer.Ordinal);
        (_status, _version) = ((int)said.Status, at.Sequence);
        CreatedAt = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
        Cell = new LivenessCell(alive: said.Status == TenantStatus.Active);
    }

    /// <summary>The tenant's id.</summary>
    public TenantId Id { get; }

    /// <summary>A name for people.</summary>
    public string DisplayName => Volatile.Read(ref _displayName);

    /// <summary>The region that the tenant's data belongs to, or null.</summary>
    public string? Region => Volatile.Read(ref _region);

    /// <summary>The id of the runtime that serves the tenant, the audience of its tokens; or null where it is this process's own.</summary>
    public string? RuntimeId => Volatile.Read(ref _runtimeId);

    /// <summary>Where the tenant stands.</summary>
    public TenantStatus Status => (TenantStatus)Volatile.Read(ref _status);

    /// <summary>When the tenant was added.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Grows with each change of what is said of the tenant; a change may demand that it is still the same.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The host names that select this tenant.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>The names that outside systems have for it. Replaced under the directory's lock.</summary>
    internal IReadOnlyList<ExternalTenant> Names { get; set; }

    internal LivenessCell Cell { get; }

    // Most tenants of a large directory are asleep, so what only claims need is made for the first of them.
    internal LivenessRegistry Members => LazyInitializer.EnsureInitialized(ref _members, static () => new LivenessRegistry());

    internal LivenessRegistry Credentials => LazyInitializer.EnsureInitialized(ref _credentials, static () => new LivenessRegistry());

    internal bool Admits(string issuer) => _issuers.Contains(issuer);

    internal void Describe(string? displayName, string? region, string? runtimeId, in DirectoryMoment at)
    {
        Volatile.Write(ref _displayName, displayName ?? _displayName);
        Volatile.Write(ref _region, region ?? _region);
        Volatile.Write(ref _runtimeId, runtimeId ?? _runtimeId);
        Touch(in at);
    }

    internal void Touch(in DirectoryMoment at) => Volatile.Write(ref _version, at.Sequence);

    /// <summary>The place of the last change by which everything that was issued died for good, from its beginning on. A suspension is none. For whoever lets something in that was sealed before.</summary>
    internal long RenewingBy => Volatile.Read(ref _renewing);

    /// <summary>The same from its end on: who reads it finds the cell written. For whoever seals.</summary>
    internal long RenewedBy => Volatile.Read(ref _renewed);

    /// <summary>Everything that was issued is dead; what is issued from now on lives, if the tenant does.</summary>
    internal void Renew(in DirectoryMoment at)
    {
        // INVARIANT: the cell between the two marks. Nobody seals with the later one by a claim of before, or opens with the earlier one into a claim of after.
        Volatile.Write(ref _renewing, at.Sequence);
        Cell.Revoke(in at, aliveAfter: true);
        Volatile.Write(ref _renewed, at.Sequence);
        Touch(in at);
    }

    /// <summary>Moves the tenant to another status; the caller holds the directory's lock.</summary>
    internal void MoveTo(TenantStatus status, in DirectoryMoment at)
    {
        TenantStatus before = Status;
        Volatile.Write(ref _status, (int)status);
        Touch(in at);
        if (status == TenantStatus.Active && before != TenantStatus.Active)
        {
            Cell.Enliven(in at);
        }
        else if (status != TenantStatus.Active && (before == TenantStatus.Active || status == TenantStatus.Deleted))
        {
            Cell.Revoke(in at, aliveAfter: false);
        }
    }
}
