namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Wraps the data keys of tenants by a key that it alone knows: a key in a file, or a key service.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads. <b>What was wrapped for one tenant and one data key must not unwrap for
/// another:</b> both are bound into what is wrapped, as additional data or as the encryption context of a key service. It must
/// refuse what was changed. A call that takes longer than <see cref="TenancyOptions.DependencyTimeout"/> counts as failed.
/// </remarks>
public interface ITenantKeyWrapper
{
    /// <summary>The id of the key that wraps now: 1 to 200 printable characters of ASCII. It is kept beside what was wrapped, and is no secret.</summary>
    string KeyId { get; }

    /// <summary>Whether its keys outlive the process. A vault that does takes one that does.</summary>
    bool IsDurable { get; }

    /// <summary>Wraps a data key by the key of <see cref="KeyId"/>.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="dataKeyId">The data key's id.</param>
    /// <param name="key">The data key, 32 bytes. It is zeroed after the call, and must not be kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is kept: at most 8 KiB.</returns>
    ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>Unwraps a data key.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="dataKeyId">The data key's id.</param>
    /// <param name="wrappedBy">The id of the key that wrapped it: the active one, or an older one.</param>
    /// <param name="wrapped">What was kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The data key, in an array of its own that the caller zeroes.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It does not unwrap: an unknown key, another tenant or data key, or changed bytes. Any other exception counts as a service that does not answer.</exception>
    ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken);
}
