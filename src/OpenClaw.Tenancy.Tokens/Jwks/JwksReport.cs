using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Says once what has changed with an issuer's keys, however many tokens meet it.</summary>
internal sealed partial class JwksReport(string issuer, ILogger logger)
{
    private string? _fault;
    private bool _isEmpty;
    private int _closed;

    /// <summary>A reading has ended. Readings end one after the other.</summary>
    internal void Read(JwksReading reading)
    {
        if (reading.IsGood)
        {
            ReadGood(reading.Set);
        }
        else if (!string.Equals(_fault, reading.Fault))
        {
            _fault = reading.Fault;
            if (string.Equals(reading.Fault, JwksFault.KeyChanged))
            {
                LogKeyChanged(logger, issuer);
            }
            else
            {
                LogRefused(logger, issuer, reading.Fault);
            }
        }
    }

    /// <summary>A token could not be judged, because no keys count any more.</summary>
    internal void Closed()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            LogClosed(logger, issuer);
        }
    }

    private void ReadGood(JwksSet set)
    {
        bool wasClosed = Interlocked.Exchange(ref _closed, 0) != 0;
        if (_fault is not null || wasClosed)
        {
            LogAgain(logger, issuer);
        }

        _fault = null;
        if (set.Keys.Count == 0 && !_isEmpty)
        {
            LogEmpty(logger, issuer);
        }

        _isEmpty = set.Keys.Count == 0;
    }

    [LoggerMessage(EventId = 2211, EventName = "JwksRefused", Level = LogLevel.Warning, Message = "OCT2211: the keys of issuer {Issuer} could not be read ({Fault}). The last good ones count until JwksOptions.MaxAge has passed.")]
    private static partial void LogRefused(ILogger logger, string issuer, string fault);

    [LoggerMessage(EventId = 2212, EventName = "JwksClosed", Level = LogLevel.Error, Message = "OCT2212: no keys of issuer {Issuer} are known that count, so its tokens are refused as dependency_unavailable until they can be read.")]
    private static partial void LogClosed(ILogger logger, string issuer);

    [LoggerMessage(EventId = 2213, EventName = "JwksKeyChanged", Level = LogLevel.Critical, Message = "OCT2213: issuer {Issuer} publishes another key under an id that it has used before. The whole set is refused; the last good one counts until JwksOptions.MaxAge has passed.")]
    private static partial void LogKeyChanged(ILogger logger, string issuer);

    [LoggerMessage(EventId = 2214, EventName = "JwksEmpty", Level = LogLevel.Warning, Message = "OCT2214: issuer {Issuer} publishes no key that can be used here, so none of its tokens is accepted.")]
    private static partial void LogEmpty(ILogger logger, string issuer);

    [LoggerMessage(EventId = 2215, EventName = "JwksReadAgain", Level = LogLevel.Information, Message = "OCT2215: the keys of issuer {Issuer} are read again.")]
    private static partial void LogAgain(ILogger logger, string issuer);
}
