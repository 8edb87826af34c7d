namespace OpenClaw.Tenancy.Claims;

/// <summary>How long something that a decision depends on is waited for.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider time)
{
    /// <summary>The answer, or a <see cref="TimeoutException"/> when it does not come in time. What is late goes on alone, and counts for nothing.</summary>
    internal async ValueTask<T> WaitForAsync<T>(ValueTask<T> pending, CancellationToken cancellationToken) => pending.IsCompleted
        ? await pending.ConfigureAwait(false)
        : await pending.AsTask().WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
}
