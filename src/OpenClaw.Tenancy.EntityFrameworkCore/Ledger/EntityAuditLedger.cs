using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Trails;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>A tamper-evident ledger in a relational database, which any number of processes write at once.</summary>
/// <remarks>
/// Each record stands in the chain of its trail and in one Merkle tree over all, whose signed end is in the same transaction. Whoever may
/// write to the database, and has not the key, changes nothing that is not found. Safe for use by many threads.
/// </remarks>
public sealed class EntityAuditLedger : IAuditLedger, IAuditLedgerStatus, IAuditTrailStore, IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<TenantId, TrailLoad> _loads = new();
    private readonly LedgerStore _store;
    private readonly LedgerWriter _writer;
    private readonly LedgerQueue _queue;
    private readonly LedgerReading _reading;
    private readonly LedgerKeys _keys;
    private readonly LedgerRetention _retention;
    private readonly LedgerUpkeep _upkeep;
    private readonly TimeProvider _time;
    private readonly int _mostOfOneTrail;
    private readonly Lazy<Task> _closing;

    internal EntityAuditLedger(
        LedgerStore store, LedgerWriter writer, LedgerReading reading, LedgerKeys keys, LedgerRetention retention, LedgerUpkeep upkeep, EntityLedgerOptions options, TimeProvider time)
    {
        (_store, _writer, _reading, _keys, _retention, _upkeep, _mostOfOneTrail, _time) = (store, writer, reading, keys, retention, upkeep, options.MaxWaitingPerTrail, time);
        _queue = new LedgerQueue(options.MaxWaiting, _writer.WriteAsync);
        _closing = new Lazy<Task>(CloseAsync);
    }

    /// <inheritdoc />
    /// <value>True.</value>
    public bool IsDurable => true;

    /// <inheritdoc />
    public AuditLedgerStatus Status => new()
    {
        Waiting = _queue.Waiting,
        OldestAge = _queue.OldestSince is { } began ? _time.GetElapsedTime(began) : null,
        Dropped = _writer.Dropped,
        IsDropping = _writer.IsDropping,
        LastFailureAge = _writer.LastFailureAge,
        IsFaulted = _writer.IsFaulted,
    };

    /// <inheritdoc />
    /// <exception cref="IOException">The record is not in the database, or the database did not say so.</exception>
    /// <exception cref="InvalidDataException">A text of the envelope is longer than a record may be.</exception>
    /// <exception cref="InvalidOperationException">The ledger is closed.</exception>
    public async ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        await WaitAsync(LoadOf(envelope.Tenant), envelope, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <remarks>What is dropped is counted, and the count becomes a record of its own in the same trail: action <c>audit.emit</c>, reason <c>records_dropped</c>.</remarks>
    public void Emit(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        TrailLoad trail = LoadOf(envelope.Tenant);

        // SECURITY: on the share of whoever causes it. A tenant that is refused very often writes into the platform's trail too,
        // where the refusals of the others stand.
        TrailLoad share = envelope.EffectiveTenant is { } cause ? LoadOf(cause) : trail;
        if (!share.TryEnter(_mostOfOneTrail))
        {
            _writer.Lose(trail, 1);
        }
        else if (!_queue.TryPost(new WaitingRecord(trail, envelope, done: null, _time.GetTimestamp(), share)))
        {
            share.Leave();
            _writer.Lose(trail, 1);
        }
    }

    /// <summary>Waits until all that was emitted before is in the database, or counted as dropped.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends then.</returns>
    /// <exception cref="IOException">The database does not take it.</exception>
    /// <exception cref="InvalidOperationException">The ledger is closed.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken) => await CheckpointAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Drops what the records said that are older than a moment: of each trail, all before the first that is not. A record of it comes first, and the proof that they were there stays.</summary>
    /// <param name="olderThan">The moment.</param>
    /// <param name="cancellationToken">Ends the dropping. What is half done verifies, and is done by the next call.</param>
    /// <returns>How many records were dropped.</returns>
    /// <exception cref="IOException">The database does not take the record of it; nothing more is dropped.</exception>
    public async Task<long> DropAsync(DateTimeOffset olderThan, CancellationToken cancellationToken) =>
        await _retention.DropAsync((await VerifiedAsync(cancellationToken).ConfigureAwait(false)).Trails, olderThan, AppendAsync, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<string> OriginAsync(CancellationToken cancellationToken) =>
        (_store.Verified ?? await VerifiedAsync(cancellationToken).ConfigureAwait(false)).Origin;

    /// <inheritdoc />
    /// <remarks>It is not read: it is where the records lead that this process has verified.</remarks>
    public async ValueTask<TrailHead> HeadAsync(TrailAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        string trail = access.RequireTenant().ToString();
        return (await VerifiedAsync(cancellationToken).ConfigureAwait(false)).HeadOf(trail);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(TrailAccess access, long first, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        string trail = access.RequireTenant().ToString();
        LedgerState ledger = _store.Verified ?? await VerifiedAsync(cancellationToken).ConfigureAwait(false);
        long length = ledger.HeadOf(trail).Length;

        // SECURITY: what stands behind the last verified record where the writing has ended was signed by nobody.
        long most = _writer.IsFaulted ? Math.Min(max, length - first + 1) : max;
        return most <= 0 ? [] : await _reading.ReadAsync(trail, first, (int)most, length, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Digest256>> LeavesAsync(long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return await _reading.LeavesAsync(size, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <exception cref="IOException">The database does not answer, or what stands there does not follow from what stood there.</exception>
    /// <exception cref="InvalidOperationException">The ledger is closed.</exception>
    public async ValueTask<SignedCheckpoint> CheckpointAsync(CancellationToken cancellationToken) =>
        await WaitAsync(trail: null, envelope: null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return _keys.SignAsync(checkpoint, cancellationToken);
    }

    /// <summary>Writes what still waits, and ends the writing.</summary>
    /// <returns>A task that ends when it has ended.</returns>
    public ValueTask DisposeAsync() => new(_closing.Value);

    /// <summary>Writes what still waits, and ends the writing.</summary>
    public void Dispose() => _closing.Value.GetAwaiter().GetResult();

    internal Task KeepAsync(CancellationToken cancellationToken) => _upkeep.RunAsync(DropAsync, cancellationToken);

    private async Task CloseAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);

        // What was counted as lost and stood before nothing else.
        await _writer.WriteLossesAsync().ConfigureAwait(false);
    }

    // The ledger with all that is durable now; one that takes nothing more can be looked at as it was.
    private async Task<LedgerState> VerifiedAsync(CancellationToken cancellationToken)
    {
        if (!_writer.IsFaulted || _store.Verified is null)
        {
            await CheckpointAsync(cancellationToken).ConfigureAwait(false);
        }

        return _store.Verified!;
    }

    private async Task<SignedCheckpoint> WaitAsync(TrailLoad? trail, AuditEnvelope? envelope, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<SignedCheckpoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _queue.PostAsync(new WaitingRecord(trail, envelope, done, _time.GetTimestamp()), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException("The audit ledger is closed: its host has stopped.");
        }

        return await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private TrailLoad LoadOf(TenantId tenant) => _loads.GetOrAdd(tenant, static id => new TrailLoad(id));
}
