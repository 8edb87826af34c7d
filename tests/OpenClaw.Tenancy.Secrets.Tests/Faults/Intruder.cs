namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>Counts the calls of a vault and of a wrapper, and lets something happen at one of them.</summary>
internal sealed class Intruder
{
    private readonly TaskCompletionSource _release = new();
    private int _at = int.MaxValue;
    private int _calls;
    private Intrusion _how;

    /// <summary>Stands in each exception, which may say anything.</summary>
    internal const string Canary = "canary-4711";

    internal CancellationTokenSource Caller { get; } = new();

    /// <summary>What happens meanwhile.</summary>
    internal Func<Task> Meanwhile { get; set; } = static () => Task.CompletedTask;

    internal bool HasIntruded { get; private set; }

    /// <summary>What was answered after it had hung: the one thing in it, which may be null.</summary>
    internal object?[] Late { get; private set; } = [];

    internal void At(int call, Intrusion how) => (_at, _how, _calls) = (call, how, 0);

    internal void Mend() => _at = int.MaxValue;

    internal void Release() => _release.SetResult();

    internal ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        if (Interlocked.Increment(ref _calls) != _at)
        {
            return call();
        }

        HasIntruded = true;
        return IntrudeAsync(call);
    }

    private async ValueTask<T> IntrudeAsync<T>(Func<ValueTask<T>> call)
    {
        if (_how is Intrusion.FailAfter or Intrusion.CancelAfter or Intrusion.CancelAndFail)
        {
            _ = await call();
        }

        if (_how is Intrusion.CancelBefore or Intrusion.CancelAfter or Intrusion.CancelAndFail)
        {
            await Caller.CancelAsync();
        }

        switch (_how)
        {
            case Intrusion.Hang:
                await _release.Task;
                T? late = default;
                try
                {
                    late = await call();
                    return late;
                }
                finally
                {
                    Late = [late];
                }

            case Intrusion.Meanwhile:
                await Meanwhile();
                return await call();
            case Intrusion.CancelBefore or Intrusion.CancelAfter:
                throw new OperationCanceledException(Canary, Caller.Token);
            case Intrusion.ForeignCancel:
                throw new OperationCanceledException(Canary);
            default:
                throw new IOException(Canary, new InvalidOperationException(Canary));
        }
    }
}
