namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>A run that is being performed.</summary>
internal sealed class ActiveRun(RunOrder order, CancellationTokenSource cancellation) : IDisposable
{
    private readonly Lock _lock = new();
    private bool _ended;

    internal RunOrder Order { get; } = order;

    internal CancellationToken Token { get; } = cancellation.Token;

    internal void Cancel()
    {
        lock (_lock)
        {
            if (!_ended)
            {
                cancellation.Cancel();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            cancellation.Dispose();
        }
    }
}
