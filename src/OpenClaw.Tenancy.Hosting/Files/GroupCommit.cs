using System.Threading.Channels;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>Hands what many callers leave to one writer, as much at once as there is, so that they share one trip to the disk.</summary>
/// <typeparam name="T">What is written. It carries whatever its caller waits for.</typeparam>
internal sealed class GroupCommit<T> : IAsyncDisposable
{
    private readonly Channel<T> _waiting;
    private readonly Action<IReadOnlyList<T>> _write;
    private readonly int _most;
    private readonly Task _writing;

    /// <summary>Begins to write.</summary>
    /// <param name="capacity">How much may wait.</param>
    /// <param name="most">How much is handed over at once.</param>
    /// <param name="write">Writes, and tells each what became of it. Called by one thread at a time.</param>
    internal GroupCommit(int capacity, int most, Action<IReadOnlyList<T>> write)
    {
        _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
        (_write, _most) = (write, most);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Leaves it if there is room.</summary>
    internal bool TryPost(T item) => _waiting.Writer.TryWrite(item);

    /// <summary>Leaves it when there is room.</summary>
    /// <exception cref="ChannelClosedException">There is no writer any more.</exception>
    internal ValueTask PostAsync(T item, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(item, cancellationToken);

    /// <summary>Takes nothing more, and returns when all that was left is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<T>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < _most && _waiting.Reader.TryRead(out T? item))
            {
                batch.Add(item);
            }

            try
            {
                _write(batch);
            }
#pragma warning disable CA1031 // Reason: a log that throws, say, keeps nothing that comes later from being written.
            catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                // Each was told what became of it before this.
            }

            batch.Clear();
        }
    }
}
