namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>The pause of a writer before it looks at what nobody waits for. It ends at once where somebody does wait, or where much was left.</summary>
/// <param name="pause">How long it is.</param>
/// <param name="much">How much is left before it ends.</param>
internal sealed class WriterEase(TimeSpan pause, int much)
{
    private TaskCompletionSource? _pausing;
    private int _left;
    private bool _hurried;

    /// <summary>Says that something was left for which nobody waits.</summary>
    internal void Left()
    {
        if (Interlocked.Increment(ref _left) == much)
        {
            Hurry();
        }
    }

    /// <summary>Ends the pause, or the next one before it begins.</summary>
    internal void Hurry()
    {
        // INVARIANT: said before it is looked whether there is a pause, as the pause is there before it looks whether this was said: one of both sees the other.
        Interlocked.Exchange(ref _hurried, true);
        Volatile.Read(ref _pausing)?.TrySetResult();
    }

    /// <summary>Returns when the pause is over. Called by one at a time.</summary>
    /// <param name="waiting">How much waits already.</param>
    internal async ValueTask PassAsync(int waiting)
    {
        if (waiting < much && !Volatile.Read(ref _hurried))
        {
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _pausing, over);
            if (!Volatile.Read(ref _hurried))
            {
                using var timer = new Timer(static state => ((TaskCompletionSource)state!).TrySetResult(), over, pause, Timeout.InfiniteTimeSpan);
                await over.Task.ConfigureAwait(false);
            }

            Volatile.Write(ref _pausing, null);
        }

        Volatile.Write(ref _left, 0);
        Interlocked.Exchange(ref _hurried, false);
    }
}
