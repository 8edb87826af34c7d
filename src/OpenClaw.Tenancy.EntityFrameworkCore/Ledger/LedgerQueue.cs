using System.Threading.Channels;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Hands what many callers leave to one writer, as much at once as there is, so that they share one transaction.</summary>
internal sealed class LedgerQueue : IAsyncDisposable
{
    /// <summary>How much is handed over at once.</summary>
    internal const int MaxBatch = 1024;

    private readonly Channel<WaitingRecord> _waiting;
    private readonly Func<IReadOnlyList<WaitingRecord>, Task> _write;
    private readonly Task _writing;
    private long _inFlight;
    private long _oldest;

    /// <summary>Begins to write.</summary>
    /// <param name="capacity">How much may wait.</param>
    /// <param name="write">Writes, and tells each what became of it. Called by one at a time.</param>
    internal LedgerQueue(int capacity, Func<IReadOnlyList<WaitingRecord>, Task> write)
    {
        _waiting = Channel.CreateBounded<WaitingRecord>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _write = write;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>How much was left and is not written yet.</summary>
    internal long Waiting => _waiting.Reader.Count + Volatile.Read(ref _inFlight);

    /// <summary>Since when the first of that waits.</summary>
    internal long? OldestSince => Volatile.Read(ref _inFlight) != 0 ? Volatile.Read(ref _oldest) : _waiting.Reader.TryPeek(out WaitingRecord? first) ? first.Since : null;

    /// <summary>Leaves it if there is room.</summary>
    internal bool TryPost(WaitingRecord record) => _waiting.Writer.TryWrite(record);

    /// <summary>Leaves it when there is room.</summary>
    /// <exception cref="ChannelClosedException">There is no writer any more.</exception>
    internal ValueTask PostAsync(WaitingRecord record, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(record, cancellationToken);

    /// <summary>Takes nothing more, and returns when all that was left is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<WaitingRecord>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out WaitingRecord? record))
            {
                batch.Add(record);
            }

            if (batch.Count != 0)
            {
                Volatile.Write(ref _oldest, batch[0].Since);
                Volatile.Write(ref _inFlight, batch.Count);
            }

            try
            {
                await _write(batch).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Reason: a log that throws, say, keeps nothing that comes later from being written.
            catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                // Each was told what became of it before this.
            }

            Volatile.Write(ref _inFlight, 0);
            batch.Clear();
        }
    }
}
