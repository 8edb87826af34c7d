namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>A run that this process performs.</summary>
internal sealed class LiveRun(string sessionId)
{
    private TaskCompletionSource _changed = NewSignal();

    internal string SessionId { get; } = sessionId;

    internal Task Changed => Volatile.Read(ref _changed).Task;

    internal void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
