using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>A ledger in a file on the disk of this process: a line of JSON for each record.</summary>
/// <remarks>
/// Durable and in order, and <b>not tamper-evident</b>: whoever may write the file can change, remove or add lines, and nothing here
/// would show it. One process writes a file at a time. Safe for use by many threads.
/// </remarks>
public sealed class JsonlAuditLedger : IAuditLedger, IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<TenantId, LedgerTrail> _trails = new();
    private readonly LedgerFile _file;
    private readonly LedgerWriter _writer;
    private readonly GroupCommit<WaitingRecord> _commit;
    private readonly Func<string, TenantId> _tenants;
    private readonly int _mostOfOneTrail;
    private readonly Lazy<Task> _closing;

    internal JsonlAuditLedger(LedgerFile file, LedgerWriter writer, JsonlLedgerOptions options, Func<string, TenantId> tenants)
    {
        (_file, _writer, _tenants, _mostOfOneTrail) = (file, writer, tenants, options.MaxWaitingPerTrail);
        _commit = new GroupCommit<WaitingRecord>(options.MaxWaiting, LedgerWriter.MaxBatch, _writer.Write);
        _closing = new Lazy<Task>(CloseAsync);
    }

    /// <inheritdoc />
    /// <value>True.</value>
    public bool IsDurable => true;

    /// <inheritdoc />
    /// <exception cref="IOException">The record is not on the disk.</exception>
    /// <exception cref="InvalidOperationException">The ledger is closed.</exception>
    public async ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        await WaitAsync(TrailOf(envelope.Tenant), envelope, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <remarks>What is dropped is counted, and the count becomes a record of its own in the same trail: action <c>audit.emit</c>, reason <c>records_dropped</c>.</remarks>
    public void Emit(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        LedgerTrail trail = TrailOf(envelope.Tenant);
        // SECURITY: on the share of whoever causes it. A tenant that is refused very often writes into the platform's trail too,
        // where the refusals of the others stand.
        LedgerTrail share = envelope.EffectiveTenant is { } cause ? TrailOf(cause) : trail;
        if (!share.TryEnter(_mostOfOneTrail))
        {
            _writer.Lose(trail, 1);
        }
        else if (!_commit.TryPost(new WaitingRecord(trail, envelope, done: null, share)))
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

    /// <summary>Reads records of one trail from the disk, oldest first. It looks through the whole file: for samples, tests and a look by hand.</summary>
    /// <param name="tenant">The tenant, or <see cref="TenantId.Platform"/> for the platform's trail.</param>
    /// <param name="afterSequence">The place after which to begin; 0 for the first.</param>
    /// <param name="max">How many to read at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Records that were durable when the reading began.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is not positive.</exception>
    /// <exception cref="InvalidDataException">A line is damaged, or names a tenant that the directory does not know.</exception>
    public Task<IReadOnlyList<AuditRecord>> ReadAsync(TenantId tenant, long afterSequence, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return Task.Run(() => LedgerReading.Read(_file.Lines, tenant, afterSequence, max, _tenants, cancellationToken), cancellationToken);
    }

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
            _writer.Write([]);
        }
        finally
        {
            _file.Dispose();
        }
    }

    private async ValueTask WaitAsync(LedgerTrail? trail, AuditEnvelope? envelope, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _commit.PostAsync(new WaitingRecord(trail, envelope, done), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException("The audit ledger is closed: its host has stopped.");
        }

        await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private LedgerTrail TrailOf(TenantId tenant) => _trails.GetOrAdd(
        tenant, static (id, known) => new LedgerTrail(id, known.GetValueOrDefault(id.ToString())), _file.Trails);
}
