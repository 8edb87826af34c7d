using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>An unwrapped data key. It is zeroed when the last one who holds it lets it go.</summary>
/// <remarks>Safe for use by many threads. Whoever made it holds it.</remarks>
internal sealed class DataKey
{
    internal const int Size = 32;

    private readonly byte[] _bytes;
    private int _holders = 1;

    /// <summary>Takes a key over: the caller's own array is zeroed.</summary>
    internal DataKey(byte[] bytes)
    {
        _bytes = PinnedBytes.CopyOf(bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>The key; only for whoever holds it.</summary>
    internal ReadOnlyMemory<byte> Bytes => _bytes;

    internal static DataKey New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Holds the key, unless the last one has let it go already.</summary>
    internal bool TryHold()
    {
        int holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            int before = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (before == holders)
            {
                return true;
            }

            holders = before;
        }

        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            CryptographicOperations.ZeroMemory(_bytes);
        }
    }
}
