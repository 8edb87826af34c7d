using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>An opened secret, for as long as it is needed: its bytes are zeroed when it is disposed of, and at the latest at its end.</summary>
/// <remarks>
/// Whoever opened it disposes of it. It shows nothing of the value as text, as JSON, or to a debugger's display, and two leases are
/// never equal by value. Safe for use by many threads; bytes that are being copied while another thread disposes of it may be zeros.
/// </remarks>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretLeaseJsonConverter))]
public sealed class SecretLease : IDisposable
{
    internal const string Hidden = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;
    private readonly VaultAccess _access;
    private readonly SecretClock _clock;
    private readonly ITimer _end;
    private int _closed;

    // SECURITY: made by the reader alone, of bytes that are pinned, so that no copy of them is left behind by the collector.
    internal SecretLease(byte[] bytes, SecretName name, int version, DateTimeOffset? expiresAt, VaultAccess access, SecretClock clock, TimeSpan lifetime)
    {
        (_bytes, Name, Version, ExpiresAt, _access, _clock) = (bytes, name, version, expiresAt, access, clock);
        _end = clock.After(lifetime, static lease => ((SecretLease)lease!).Dispose(), this);
    }

    /// <summary>The secret's name.</summary>
    public SecretName Name { get; }

    /// <summary>The number of the version that was opened.</summary>
    public int Version { get; }

    /// <summary>When the value itself ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>The value. Copy no more of it than is needed, and keep nothing of it beyond the lease.</summary>
    /// <returns>The bytes. They become zeros when the lease ends.</returns>
    /// <exception cref="ObjectDisposedException">The lease was disposed of, its time is over, or the value has ended.</exception>
    /// <exception cref="TenantScopeRequiredException">The claim by which it was opened has ended or was revoked.</exception>
    public ReadOnlyMemory<byte> Read()
    {
        if (_clock.HasPassed(ExpiresAt))
        {
            Dispose();
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        _ = _access.RequireTenant();
        return _bytes;
    }

    /// <summary>Zeroes the bytes. Done again, it does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            CryptographicOperations.ZeroMemory(_bytes);
            _end.Dispose();
        }
    }

    /// <summary>Three asterisks.</summary>
    /// <returns><c>***</c></returns>
    public override string ToString() => Hidden;
}
