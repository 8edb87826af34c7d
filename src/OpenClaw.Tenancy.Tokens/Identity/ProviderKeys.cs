using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>One provider's key source, waited for no longer than any other dependency; what it cannot say is unknown.</summary>
internal sealed partial class ProviderKeys(string issuer, ITokenKeySource source, TimeSpan patience, TimeProvider time, ILogger logger)
{
    private int _failing;

    internal async ValueTask<(TokenKey? Key, bool IsKnown)> FindAsync(TokenKeyQuery query, CancellationToken cancellationToken)
    {
        try
        {
            TokenKey? key = await source.FindAsync(query, cancellationToken).AsTask().WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _failing, 0);
            return (key, true);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogFault(logger, issuer, exception.GetType().Name);
            }

            return (null, false);
        }
    }

    [LoggerMessage(EventId = 2216, EventName = "IdentityKeysUnknown", Level = LogLevel.Error, Message = "OCT2216: the key source of identity provider {Issuer} failed with {ExceptionType}; its tokens are refused as dependency_unavailable until it answers.")]
    private static partial void LogFault(ILogger logger, string issuer, string exceptionType);
}
