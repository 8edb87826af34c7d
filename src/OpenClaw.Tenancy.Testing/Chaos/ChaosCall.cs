namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>One call and the fault that is due for it. The fault is recorded when it takes effect, once, and not at all where it cannot.</summary>
/// <param name="plan">The plan.</param>
/// <param name="memory">What the same registration gave before.</param>
/// <param name="fault">The fault that is due.</param>
/// <param name="question">What is asked.</param>
/// <param name="arguments">The arguments, into which the call may write.</param>
internal sealed class ChaosCall(ChaosPlan plan, ChaosMemory memory, ChaosFault fault, ChaosQuestion question, object?[] arguments)
{
    private const string Words = "A fault of the chaos plan.";

    private int _met;

    internal bool IsDuplicate => fault == ChaosFault.Duplicate;

    internal async Task BeforeAsync(CancellationToken cancellationToken)
    {
        ThrowIfFailed();
        if (fault is ChaosFault.Hang or ChaosFault.Slow)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(question.Token, cancellationToken);
            await WaitAsync(fault == ChaosFault.Hang ? Timeout.InfiniteTimeSpan : plan.Delay, either.Token).ConfigureAwait(false);
        }
    }

    internal void Before()
    {
        ThrowIfFailed();
        if (fault is ChaosFault.Hang or ChaosFault.Slow)
        {
            WaitAsync(plan.Delay, CancellationToken.None).GetAwaiter().GetResult();
        }

        if (fault == ChaosFault.Hang)
        {
            throw Met(new TimeoutException(Words));
        }
    }

    /// <summary>Whether something is given and the call is not done.</summary>
    internal bool TryInstead(object? nothing, out object? instead)
    {
        instead = nothing;
        if (fault == ChaosFault.Stale && memory.Find(question) is { } first)
        {
            instead = first.Value;
            first.Left.CopyTo(arguments, 0);
            Meet();
            return true;
        }

        if (fault == ChaosFault.Nothing)
        {
            Meet();
            return true;
        }

        return false;
    }

    /// <summary>Says that what happens once has happened a second time, if it was to.</summary>
    internal void Repeated()
    {
        if (IsDuplicate)
        {
            Meet();
        }
    }

    internal void ThrowIfLost()
    {
        if (fault == ChaosFault.Lose)
        {
            throw Met(plan.Exception());
        }
    }

    internal void Keep(object? answer) => memory.Keep(new ChaosAnswer(question, [.. arguments], answer));

    private void ThrowIfFailed()
    {
        if (fault == ChaosFault.Throw)
        {
            throw Met(plan.Exception());
        }

        if (fault == ChaosFault.Cancel)
        {
            throw Met(new OperationCanceledException(Words));
        }
    }

    // Recorded when the waiting begins: whoever gives up meanwhile has met it. Who had given up before has not.
    private Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        Task waiting = Task.Delay(delay, plan.Time, cancellationToken);
        if (delay != TimeSpan.Zero)
        {
            Meet();
        }

        return waiting;
    }

    private Exception Met(Exception exception)
    {
        Meet();
        return exception;
    }

    private void Meet()
    {
        if (Interlocked.Exchange(ref _met, 1) == 0)
        {
            plan.Record($"{question.Name}: {fault}");
        }
    }
}
