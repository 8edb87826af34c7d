using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>A job that runs, and how it is told to end.</summary>
internal sealed class RunningJob(LeasedJob leased, CancellationToken stopping)
{
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    internal LeasedJob Leased { get; } = leased;

    internal CancellationToken Token { get; private set; }

    /// <summary>The work, from its beginning to the note of its end.</summary>
    internal Task Work { get; private set; } = Task.CompletedTask;

    internal void Begin(Func<RunningJob, Task> work)
    {
        Token = _ended.Token;
        Work = Task.Run(() => work(this), CancellationToken.None);
    }

    /// <summary>Tells it to end, unless it has.</summary>
    internal async Task CancelAsync()
    {
        try
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    // A linked source hangs on the other one until it is disposed of.
    internal void Release() => _ended.Dispose();
}
