using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Tokens.Keys;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>The key ring of one issuer while the host runs: followed in its file, rotated and revoked from.</summary>
/// <remarks>
/// <c>AddTokenIssuer</c> registers it under the issuer's name, as a keyed service. A singleton, safe for use by many threads.
/// Readers take no lock: they see one ring or the next one, each whole.
/// </remarks>
public sealed partial class TokenKeyRingSource : ITokenKeySource
{
    private readonly Lock _changing = new();
    private readonly string _issuer;
    private readonly string? _path;
    private readonly TimeSpan _reloadEvery;
    private readonly TimeSpan _maxAge;
    private readonly TimeSpan _overlap;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private RingReading _reading;
    private long _triedAt;
    private (DateTime, long) _triedStamp;

    internal TokenKeyRingSource(string issuer, TokenIssuerOptions options, TimeProvider time, ILogger logger)
    {
        (_issuer, _path, _reloadEvery, _maxAge, _time, _logger) = (issuer, options.RingFile, options.RingReloadEvery, options.RingMaxAge, time, logger);
        _overlap = options.Speaks.MaxLifetime + (2 * options.Speaks.ClockSkew) + options.RingMaxAge;
        _triedAt = time.GetTimestamp();
        _reading = _path is null ? new RingReading(options.Ring!, default, _triedAt) : Read(_path);
    }

    /// <summary>The ring as it is now. Of a file it is read again when it is due.</summary>
    /// <exception cref="TenancyConfigurationException">The file could not be read for longer than the issuer's options allow.</exception>
    public TokenKeyRing Current
    {
        get
        {
            RingReading reading = Volatile.Read(ref _reading);
            return _path is null || _time.GetElapsedTime(reading.ReadAt) < _reloadEvery ? reading.Ring : Follow(_path, reading);
        }
    }

    /// <inheritdoc />
    public ValueTask<TokenKey?> FindAsync(TokenKeyQuery query, CancellationToken cancellationToken)
    {
        if (!string.Equals(query.Issuer, _issuer))
        {
            return default;
        }

        TokenKey? key = Current.Find(query.KeyId);
        if (key is null && _path is not null)
        {
            ReloadChanged(_path);
            key = Volatile.Read(ref _reading).Ring.Find(query.KeyId);
        }

        return new ValueTask<TokenKey?>(key);
    }

    /// <summary>Signs with a new key from now on. The old ones verify for as long as tokens of theirs can live.</summary>
    /// <returns>The new ring.</returns>
    /// <exception cref="TenancyConfigurationException">The file cannot be replaced, or another process replaces it.</exception>
    public TokenKeyRing Rotate() => Rotate(_overlap);

    /// <summary>Signs with a new key from now on. The old ones verify until the overlap is over.</summary>
    /// <param name="overlap">How long. Zero ends every token of the old keys at once.</param>
    /// <returns>The new ring.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is negative.</exception>
    /// <exception cref="TenancyConfigurationException">The file cannot be replaced, or another process replaces it.</exception>
    public TokenKeyRing Rotate(TimeSpan overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        return Change(ring => ring.Rotate(ring.IsSymmetric ? TokenKey.CreateHs256() : TokenKey.CreateEs256(), _time.GetUtcNow(), overlap));
    }

    /// <summary>Refuses the tokens of a key from now on: in this process at once, in those that read the same file at their next reading.</summary>
    /// <param name="keyId">The key's id.</param>
    /// <returns>The new ring.</returns>
    /// <exception cref="ArgumentException">There is no such key, or it is the signing one: rotate with an overlap of zero then.</exception>
    /// <exception cref="TenancyConfigurationException">The file cannot be replaced, or another process replaces it.</exception>
    public TokenKeyRing Revoke(string keyId) => Change(ring => ring.Revoke(keyId));

    /// <summary>Reads the file again now.</summary>
    /// <returns>Whether it could be read; true also for a ring that has no file. The last good ring stays when it could not.</returns>
    public bool TryReload()
    {
        if (_path is null)
        {
            return true;
        }

        lock (_changing)
        {
            return TryReloadCore(_path);
        }
    }

    // One thread reads, and the others go on with what there is, until that is too old.
    private TokenKeyRing Follow(string path, RingReading reading)
    {
        long tried = Volatile.Read(ref _triedAt);
        if (_time.GetElapsedTime(tried) >= _reloadEvery && _changing.TryEnter())
        {
            try
            {
                TryReloadCore(path);
            }
            finally
            {
                _changing.Exit();
            }

            reading = Volatile.Read(ref _reading);
        }

        // SECURITY: a key may have been revoked in a file that nobody can read; after a while that is taken for so.
        return _time.GetElapsedTime(reading.ReadAt) < _maxAge ? reading.Ring : throw KeyRingFile.Refused(
            path, $"could not be read for {_maxAge}, so its keys count no longer. Make it readable; it is tried every {_reloadEvery}.");
    }

    // Another process may have rotated a moment ago, and its tokens are here before the next reading. A kid that is invented
    // costs a look at the file's stamp, and one reading at most for each change of the file.
    private void ReloadChanged(string path)
    {
        if (KeyRingFile.Stamp(path) == Volatile.Read(ref _reading).Stamp)
        {
            return;
        }

        lock (_changing)
        {
            // INVARIANT: looked at again inside, for those who waited hold an old stamp, and must not take it for one that was tried.
            (DateTime, long) stamp = KeyRingFile.Stamp(path);
            if (stamp != _reading.Stamp && stamp != _triedStamp)
            {
                _triedStamp = stamp;
                TryReloadCore(path);
            }
        }
    }

    private bool TryReloadCore(string path)
    {
        Volatile.Write(ref _triedAt, _time.GetTimestamp());
        try
        {
            RingReading read = Read(path);
            if (!string.Equals(read.Ring.Algorithm, Volatile.Read(ref _reading).Ring.Algorithm))
            {
                throw KeyRingFile.Refused(path, "is of another algorithm than at the start. Start the host anew to change the algorithm.");
            }

            Volatile.Write(ref _reading, read);
            return true;
        }
        catch (TenancyConfigurationException exception)
        {
            LogUnreadable(_logger, _issuer, _maxAge, exception.Message);
            return false;
        }
    }

    private TokenKeyRing Change(Func<TokenKeyRing, TokenKeyRing> change)
    {
        lock (_changing)
        {
            (TokenKeyRing ring, (DateTime, long) stamp) = _path is null ? (change(_reading.Ring), default) : KeyRingFile.Change(_path, change);
            Volatile.Write(ref _reading, new RingReading(ring, stamp, _time.GetTimestamp()));
            return ring;
        }
    }

    // The stamp before the contents: of a file that changes in between, the next look finds the change.
    private RingReading Read(string path)
    {
        (DateTime, long) stamp = KeyRingFile.Stamp(path);
        return new RingReading(KeyRingFile.Load(path), stamp, _time.GetTimestamp());
    }

    [LoggerMessage(EventId = 2201, EventName = "TokenKeyFileUnreadable", Level = LogLevel.Error, Message = "OCT2201: the keys of token issuer {Issuer} could not be read again; the last good ones serve for {MaxAge} after their reading. {Why}")]
    private static partial void LogUnreadable(ILogger logger, string issuer, TimeSpan maxAge, string why);
}
