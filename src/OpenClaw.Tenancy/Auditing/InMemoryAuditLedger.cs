namespace OpenClaw.Tenancy.Auditing;

/// <summary>A ledger that keeps the last records of each trail in memory: for tests, samples and a first look.</summary>
/// <remarks>Not durable. Safe for use by many threads.</remarks>
public sealed class InMemoryAuditLedger : IAuditLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, Trail> _trails = [];
    private readonly int _capacity;

    /// <summary>Makes an empty ledger.</summary>
    /// <param name="capacity">How many records are kept of each trail; older ones are dropped and counted. Default: 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not positive.</exception>
    public InMemoryAuditLedger(int capacity = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <inheritdoc />
    public bool IsDurable => false;

    /// <inheritdoc />
    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Emit(envelope);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void Emit(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        lock (_lock)
        {
            if (!_trails.TryGetValue(envelope.Tenant, out Trail? trail))
            {
                _trails.Add(envelope.Tenant, trail = new Trail());
            }

            trail.Records.Enqueue(new AuditRecord(++trail.Length, envelope));
            if (trail.Records.Count > _capacity)
            {
                trail.Records.Dequeue();
            }
        }
    }

    /// <summary>The kept records of one tenant's trail, oldest first.</summary>
    /// <param name="tenant">The tenant, or <see cref="TenantId.Platform"/> for the platform's trail.</param>
    /// <returns>A copy. Records that are missing before the first are those that were dropped.</returns>
    public IReadOnlyList<AuditRecord> Read(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        lock (_lock)
        {
            return _trails.TryGetValue(tenant, out Trail? trail) ? [.. trail.Records] : [];
        }
    }

    private sealed class Trail
    {
        internal Queue<AuditRecord> Records { get; } = new();

        internal long Length { get; set; }
    }
}
