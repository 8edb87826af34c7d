using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Waits for the vault and the key service, and no longer than the host waits for anything that a decision depends on.</summary>
internal sealed partial class VaultPatience(TimeSpan limit, TimeProvider time, ILogger logger)
{
    /// <summary>The answer.</summary>
    /// <param name="ask">Asks for it.</param>
    /// <param name="late">What is done with an answer that comes too late, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretRefusal">There is none, or it cannot be read.</exception>
    /// <exception cref="TenantScopeRequiredException">The right to ask has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    internal async ValueTask<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, Action<T>? late, CancellationToken cancellationToken)
    {
        try
        {
            ValueTask<T> pending = ask(cancellationToken);
            return pending.IsCompleted
                ? await pending.ConfigureAwait(false)
                : await WaitAsync(pending.AsTask(), late, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidDataException)
        {
            // SECURITY: one fault for all of it. Which it was, nobody outside learns.
            throw new SecretRefusal(SecretFault.Unreadable);
        }
        catch (Exception exception) when (exception is not (TenantScopeRequiredException or SecretRefusal))
        {
            // SECURITY: the same when the caller has cancelled: a driver that is interrupted throws what it likes.
            cancellationToken.ThrowIfCancellationRequested();

            // SECURITY: the kind of the exception and no more: what it says may hold anything.
            LogUnavailable(exception.GetType().Name);
            throw new SecretRefusal(SecretFault.Unavailable);
        }
    }

    private async ValueTask<T> WaitAsync<T>(Task<T> pending, Action<T>? late, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!pending.IsCompleted)
        {
            _ = pending.ContinueWith(
                static (answered, state) =>
                {
                    _ = answered.Exception;
                    if (answered.IsCompletedSuccessfully)
                    {
                        ((Action<T>?)state)?.Invoke(answered.Result);
                    }
                },
                late,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
    }

    [LoggerMessage(EventId = 2301, EventName = "SecretDependencyFailed", Level = LogLevel.Error, Message = "OCT2301: the vault of secrets or the service that wraps its keys failed with {ExceptionType}. The call was refused as unavailable, and whether a change was made is not known.")]
    private partial void LogUnavailable(string exceptionType);
}
