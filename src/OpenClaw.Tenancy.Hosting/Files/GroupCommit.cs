using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>Hands what many callers leave to one writer, as much at once as there is, so that they share one trip to the disk.</summary>
/// <typeparam name="T">What is written. It carries whatever its caller waits for.</typeparam>
internal sealed class GroupCommit<T> : IAsyncDisposable
{
    // How often it is looked whether those come back who were just told. As long as some do, the looking begins anew.
    private const int Looks = 16;

    // For so long nothing is begun of which nobody waits for the end: so a busy host wakes its writer some hundred times a second and
    // not for each record, and a record that is lost with the process was lost milliseconds later.
    private static readonly TimeSpan Ease = TimeSpan.FromMilliseconds(5);

    private readonly Channel<T> _waiting;
    private readonly WriterEase _ease;
    private readonly Func<T, bool> _take;
    private readonly Action _commit;
    private readonly int _most;
    private readonly Task _writing;

    /// <summary>Begins to write.</summary>
    /// <param name="capacity">How much may wait.</param>
    /// <param name="most">How much goes to the disk at once.</param>
    /// <param name="take">Takes the next, and says whether somebody waits for it. Called by one thread at a time, like the other.</param>
    /// <param name="commit">Writes what was taken, and tells each what became of it.</param>
    internal GroupCommit(int capacity, int most, Func<T, bool> take, Action commit)
    {
        _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _ease = new WriterEase(Ease, Math.Min(most, (capacity + 1) / 2));
        (_take, _commit, _most) = (take, commit, most);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>How much was left and not taken yet.</summary>
    internal int Waiting => _waiting.Reader.Count;

    /// <summary>What was left first of that, if anything.</summary>
    internal bool TryPeek([MaybeNullWhen(false)] out T first) => _waiting.Reader.TryPeek(out first);

    /// <summary>Leaves it if there is room. Nobody waits for it, so it may be a few milliseconds before it is taken.</summary>
    internal bool TryPost(T item)
    {
        bool posted = _waiting.Writer.TryWrite(item);
        _ease.Left();
        return posted;
    }

    /// <summary>Leaves it when there is room, and has it taken at once.</summary>
    /// <exception cref="ChannelClosedException">There is no writer any more.</exception>
    internal async ValueTask PostAsync(T item, CancellationToken cancellationToken)
    {
        await _waiting.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);

        // INVARIANT: once it is there, or the writer would look too soon and then pause with somebody waiting.
        _ease.Hurry();
    }

    /// <summary>Takes nothing more, and returns when all that was left is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _ease.Hurry();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        int told = 0;
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await _ease.PassAsync(_waiting.Reader.Count).ConfigureAwait(false);
            (int taken, int awaited) = TakeWaiting(0);
            int expected = told > 1 ? awaited + told : 0;

            // Callers who were told a moment ago come back at once, if they do. A look costs less than a trip to the disk of their own.
            for (int look = 0; awaited < expected && taken < _most && look < Looks; look++)
            {
                await Task.Yield();
                (int more, int moreAwaited) = TakeWaiting(taken);
                look = more == 0 ? look : -1;
                (taken, awaited) = (taken + more, awaited + moreAwaited);
            }

            Try(
                static commit =>
                {
                    commit();
                    return true;
                },
                _commit);
            told = awaited;
        }
    }

    private (int Taken, int Awaited) TakeWaiting(int taken)
    {
        (int more, int awaited) = (0, 0);
        while (taken + more < _most && _waiting.Reader.TryRead(out T? item))
        {
            awaited += Try(_take, item) ? 1 : 0;
            more++;
        }

        return (more, awaited);
    }

    private static bool Try<TArgument>(Func<TArgument, bool> act, TArgument argument)
    {
        try
        {
            return act(argument);
        }
#pragma warning disable CA1031 // Reason: a log that throws, say, keeps nothing that comes later from being written.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // Each was told what became of it before this.
            return false;
        }
    }
}
