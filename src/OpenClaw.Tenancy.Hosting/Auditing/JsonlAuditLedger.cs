using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>A tamper-evident ledger in files on the disk of this process: a line of JSON for each record.</summary>
/// <remarks>
/// Each record is tied to the one before it in its trail, all stand in one Merkle tree, and behind whatever goes to the disk at once
/// stands a signed checkpoint: who changes, moves or takes out a record would have to sign. What was cut off behind a checkpoint shows
/// against a later one that was kept elsewhere. One process writes a folder at a time. Safe for use by many threads.
/// </remarks>
public sealed class JsonlAuditLedger : IAuditLedger, IAuditLedgerStatus, IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<TenantId, LedgerTrail> _trails = new();
    private readonly LedgerFile _file;
    private readonly LedgerWriter _writer;
    private readonly GroupCommit<WaitingRecord> _commit;
    private readonly LedgerRetention _retention;
    private readonly LedgerAnchor? _anchor;
    private readonly TimeProvider _time;
    private readonly int _mostOfOneTrail;
    private readonly Lazy<Task> _closing;

    internal JsonlAuditLedger(LedgerFile file, JsonlLedgerOptions options, LedgerParts parts)
    {
        (_file, _mostOfOneTrail, _anchor, _time) = (file, options.MaxWaitingPerTrail, parts.Anchor, parts.Time);
        _writer = new LedgerWriter(file, new LedgerBatch(file, parts.Signer, parts.Time), new LedgerRotation(file, options, parts.Time), parts.Anchor, parts.Time, parts.Logger);
        _retention = new LedgerRetention(file, parts.Disk, AppendAsync, parts.Tenants, parts.Time);
        Trails = new LedgerStore(file.Book, parts.Signer);
        _commit = new GroupCommit<WaitingRecord>(options.MaxWaiting, LedgerWriter.MaxBatch, _writer.Take, _writer.Commit);
        _closing = new Lazy<Task>(CloseAsync);
    }

    /// <summary>What can be read of it.</summary>
    public IAuditTrailStore Trails { get; }

    /// <inheritdoc />
    /// <value>True.</value>
    public bool IsDurable => true;

    /// <inheritdoc />
    public AuditLedgerStatus Status
    {
        get
        {
            long? since = _writer.OldestSince ?? (_commit.TryPeek(out WaitingRecord first) ? first.Since : null);
            return new AuditLedgerStatus
            {
                Waiting = _commit.Waiting + _writer.InFlight,
                OldestAge = since is { } began ? _time.GetElapsedTime(began) : null,
                Dropped = _writer.Dropped,
                IsDropping = _writer.IsDropping,
                LastFailureAge = _writer.LastFailureAge,
                IsFaulted = _file.Fault is not null,
            };
        }
    }

    /// <inheritdoc />
    /// <exception cref="IOException">The record is not on the disk.</exception>
    /// <exception cref="InvalidOperationException">The ledger is closed.</exception>
    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return WaitAsync(TrailOf(envelope.Tenant), envelope, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>What is dropped is counted, and the count becomes a record of its own in the same trail: action <c>audit.emit</c>, reason <c>records_dropped</c>.</remarks>
    public void Emit(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        LedgerTrail trail = TrailOf(envelope.Tenant);
        // SECURITY: on the share of whoever causes it. A tenant that is refused very often writes into the platform's trail too,
        // where the refusals of the others stand.
        LedgerTrail share = envelope.EffectiveTenant is { } cause && cause != envelope.Tenant ? TrailOf(cause) : trail;
        if (!share.TryEnter(_mostOfOneTrail))
        {
            _writer.Lose(trail, 1);
        }
        else if (!_commit.TryPost(new WaitingRecord(trail, envelope, done: null, _time.GetTimestamp(), share)))
        {
            share.Leave();
            _writer.Lose(trail, 1);
        }
    }

    /// <summary>Waits until all that was emitted before is on the disk, or counted as dropped.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends then.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="InvalidOperationException">The ledger is closed.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken) => await WaitAsync(trail: null, envelope: null, cancellationToken).ConfigureAwait(false);

    /// <summary>Drops what records say that are older, where a whole file is, and keeps their hashes. Each trail says so first, in a record of its own.</summary>
    /// <param name="olderThan">The moment; what happened then or later stays.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <returns>How many records were dropped.</returns>
    /// <exception cref="IOException">The disk does not take it. What was not dropped is still there.</exception>
    public Task<long> DropAsync(DateTimeOffset olderThan, CancellationToken cancellationToken) => _retention.DropAsync(olderThan, cancellationToken);

    /// <summary>Writes what still waits, and closes the file.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public ValueTask DisposeAsync() => new(_closing.Value);

    /// <summary>Writes what still waits, and closes the file.</summary>
    public void Dispose() => _closing.Value.GetAwaiter().GetResult();

    private async Task CloseAsync()
    {
        await _commit.DisposeAsync().ConfigureAwait(false);
        try
        {
            _writer.Commit();
        }
        finally
        {
            _anchor?.End(_file.Book.Checkpoint);
            _retention.Dispose();
            _file.Dispose();
        }
    }

    private async ValueTask WaitAsync(LedgerTrail? trail, AuditEnvelope? envelope, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _commit.PostAsync(new WaitingRecord(trail, envelope, done, _time.GetTimestamp()), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException("The audit ledger is closed: its host has stopped.");
        }

        await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private LedgerTrail TrailOf(TenantId tenant) => _trails.GetOrAdd(tenant, static id => new LedgerTrail(id));
}
