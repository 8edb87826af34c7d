using System.Threading.Channels;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>Hands what many callers leave to one writer, as much at once as there is, so that they share one trip to the disk.</summary>
/// <typeparam name="T">What is written. It carries whatever its caller waits for.</typeparam>
internal sealed class GroupCommit<T> : IAsyncDisposable
{
    // How often it is looked whether those come back who were just told. As long as some do, the looking begins anew.
    private const int Looks = 16;

    private readonly Channel<T> _waiting;
    private readonly Action<T> _take;
    private readonly Action _commit;
    private readonly int _most;
    private readonly Task _writing;

    /// <summary>Begins to write.</summary>
    /// <param name="capacity">How much may wait.</param>
    /// <param name="most">How much goes to the disk at once.</param>
    /// <param name="take">Takes the next. Called by one thread at a time, like the other.</param>
    /// <param name="commit">Writes what was taken, and tells each what became of it.</param>
    internal GroupCommit(int capacity, int most, Action<T> take, Action commit)
    {
        _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
        (_take, _commit, _most) = (take, commit, most);
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
        int last = 0;
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            int expected = Math.Min(last + _waiting.Reader.Count, _most);
            int taken = TakeWaiting(0);

            // Callers who were told a moment ago come back at once, if they do. A look costs less than a trip to the disk of their own.
            for (int look = 0; last > 1 && taken < expected && look < Looks; look++)
            {
                await Task.Yield();
                int more = TakeWaiting(taken);
                look = more == 0 ? look : -1;
                taken += more;
            }

            Try(static commit => commit(), _commit);
            last = taken;
        }
    }

    private int TakeWaiting(int taken)
    {
        int more = 0;
        while (taken + more < _most && _waiting.Reader.TryRead(out T? item))
        {
            Try(_take, item);
            more++;
        }

        return more;
    }

    private static void Try<TArgument>(Action<TArgument> act, TArgument argument)
    {
        try
        {
            act(argument);
        }
#pragma warning disable CA1031 // Reason: a log that throws, say, keeps nothing that comes later from being written.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // Each was told what became of it before this.
        }
    }
}
