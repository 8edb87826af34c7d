namespace OpenClaw.Tenancy.Approvals;

/// <summary>Approvals in the memory of one process, which end with it.</summary>
/// <remarks>Safe for use by many threads. Bounded for each tenant: the oldest that is not pending is dropped first.</remarks>
public sealed class InMemoryApprovalStore : IApprovalStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, Dictionary<string, ApprovalRecord>> _tenants = [];
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly int _capacity;

    /// <summary>Makes an empty store.</summary>
    /// <param name="capacity">How many approvals of each tenant are kept. Default: 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not positive.</exception>
    public InMemoryApprovalStore(int capacity = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <inheritdoc />
    public bool IsDurable => false;

    /// <inheritdoc />
    public ValueTask<string?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_lock)
        {
            return new ValueTask<string?>(_owners.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc />
    public ValueTask<ApprovalRecord?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(id);
        lock (_lock)
        {
            return new ValueTask<ApprovalRecord?>(Find(tenant, id));
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ApprovalRecord>> ListAsync(
        TenantId tenant, string? run, IReadOnlyList<string> statuses, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(statuses);
        lock (_lock)
        {
            return new ValueTask<IReadOnlyList<ApprovalRecord>>([.. Of(tenant)
                .Where(r => (run is null || string.Equals(r.Run, run)) && (statuses.Count == 0 || statuses.Contains(r.Status)))
                .OrderByDescending(static r => r.CreatedTicks).ThenByDescending(static r => r.Id, StringComparer.Ordinal).Take(max)]);
        }
    }

    /// <inheritdoc />
    public ValueTask<ApprovalCommit> AddAsync(
        TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(mayCommit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new ValueTask<ApprovalCommit>(Add(tenant, added, superseded, limits, mayCommit));
        }
    }

    /// <inheritdoc />
    public ValueTask<ApprovalCommit> ReplaceAsync(TenantId tenant, ApprovalRecord changed, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentNullException.ThrowIfNull(mayCommit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!Precedes(tenant, changed))
            {
                return new ValueTask<ApprovalCommit>(ApprovalCommit.Stale);
            }

            if (!mayCommit())
            {
                return new ValueTask<ApprovalCommit>(ApprovalCommit.Refused);
            }

            _tenants[tenant][changed.Id] = changed;
            return new ValueTask<ApprovalCommit>(ApprovalCommit.Done);
        }
    }

    /// <inheritdoc />
    public ValueTask EraseAsync(TenantId tenant, string? run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        lock (_lock)
        {
            Remove(tenant, [.. Of(tenant).Where(r => run is null || string.Equals(r.Run, run))]);
        }

        return ValueTask.CompletedTask;
    }

    private ApprovalCommit Add(TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit)
    {
        if (_owners.ContainsKey(added.Id) || (superseded is not null && !Precedes(tenant, superseded)))
        {
            return ApprovalCommit.Stale;
        }

        int pending = Of(tenant).Count(r => IsPending(r) && r.ExpiresTicks > limits.NowTicks && !string.Equals(r.Id, superseded?.Id));
        if (pending >= Math.Min(limits.MaxPending, _capacity))
        {
            return ApprovalCommit.Full;
        }

        if (!mayCommit())
        {
            return ApprovalCommit.Refused;
        }

        // First what is superseded, since it may be among those that are forgotten.
        if (superseded is not null)
        {
            _tenants[tenant][superseded.Id] = superseded;
        }

        Remove(tenant, [.. Of(tenant).Where(r => r.ExpiresTicks < limits.ForgottenTicks)]);
        MakeRoom(tenant, limits.NowTicks);
        _tenants.TryAdd(tenant, new Dictionary<string, ApprovalRecord>(StringComparer.Ordinal));
        _tenants[tenant].Add(added.Id, added);
        _owners.Add(added.Id, tenant.ToString());
        return ApprovalCommit.Done;
    }

    private void MakeRoom(TenantId tenant, long nowTicks) => Remove(tenant, [.. Of(tenant)
        .OrderBy(r => IsPending(r) && r.ExpiresTicks > nowTicks).ThenBy(static r => r.CreatedTicks)
        .Take(Math.Max(0, Of(tenant).Count - _capacity + 1))]);

    private void Remove(TenantId tenant, ApprovalRecord[] records)
    {
        foreach (ApprovalRecord record in records)
        {
            _tenants[tenant].Remove(record.Id);
            _owners.Remove(record.Id);
        }

        if (_tenants.TryGetValue(tenant, out Dictionary<string, ApprovalRecord>? kept) && kept.Count == 0)
        {
            _tenants.Remove(tenant);
        }
    }

    private bool Precedes(TenantId tenant, ApprovalRecord next) => Find(tenant, next.Id) is { } current && current.Version == next.Version - 1;

    private ApprovalRecord? Find(TenantId tenant, string id) => _tenants.GetValueOrDefault(tenant)?.GetValueOrDefault(id);

    private Dictionary<string, ApprovalRecord>.ValueCollection Of(TenantId tenant) => (_tenants.GetValueOrDefault(tenant) ?? []).Values;

    private static bool IsPending(ApprovalRecord record) => string.Equals(record.Status, ApprovalStatus.Pending.ToText());
}
