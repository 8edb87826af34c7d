namespace OpenClaw.Tenancy.Hosting;

/// <summary>How long somebody who asks others waits for an answer. Nothing that they throw, and no silence of theirs, reaches him.</summary>
/// <param name="Longest">The longest wait for one answer.</param>
/// <param name="Time">The clock of it.</param>
internal readonly record struct Patience(TimeSpan Longest, TimeProvider Time)
{
    /// <summary>Asks, and tells whoever takes too long to end.</summary>
    /// <param name="ask">What is asked.</param>
    /// <param name="otherwise">The answer where there is none. SECURITY: of the exception it may tell the kind alone; what one says may name a server or a tenant.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="OperationCanceledException">The asking was ended.</exception>
    internal async Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, Func<Exception, T> otherwise, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await ask(late.Token).AsTask().WaitAsync(Longest, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await late.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return otherwise(exception);
        }
    }
}
