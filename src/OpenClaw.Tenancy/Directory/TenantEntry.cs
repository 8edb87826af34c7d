using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A tenant as the directory knows it. Safe for use by many threads; its status may change at any time.</summary>
public sealed class TenantEntry
{
    private readonly FrozenSet<string> _issuers;
    private int _status;

    internal TenantEntry(TenantRegistration registration)
    {
        Id = registration.Id;
        DisplayName = registration.DisplayName ?? registration.Id.ToString();
        Hosts = [.. registration.Hosts];
        _issuers = registration.Issuers.ToFrozenSet(StringComparer.Ordinal);
        _status = (int)registration.Status;
        Cell = new LivenessCell(alive: registration.Status == TenantStatus.Active);
    }

    /// <summary>The tenant's id.</summary>
    public TenantId Id { get; }

    /// <summary>A name for people.</summary>
    public string DisplayName { get; }

    /// <summary>Where the tenant stands.</summary>
    public TenantStatus Status => (TenantStatus)Volatile.Read(ref _status);

    /// <summary>The host names that select this tenant.</summary>
    public IReadOnlyList<string> Hosts { get; }

    internal LivenessCell Cell { get; }

    internal LivenessRegistry Members { get; } = new();

    internal LivenessRegistry Credentials { get; } = new();

    internal bool Admits(string issuer) => _issuers.Contains(issuer);

    /// <summary>Moves the tenant to another status; the caller holds the directory's lock.</summary>
    internal void MoveTo(TenantStatus status, long nowTicks)
    {
        TenantStatus before = Status;
        Volatile.Write(ref _status, (int)status);
        if (status == TenantStatus.Active)
        {
            Cell.Enliven();
        }
        else if (before == TenantStatus.Active)
        {
            Cell.Revoke(nowTicks, aliveAfter: false);
        }
    }
}
