using System.Buffers.Text;
using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>The data keys of tenants: made, wrapped, unwrapped, and kept in memory for a while.</summary>
internal sealed class TenantKeys(ITenantKeyWrapper wrapper, DataKeyCache cache, VaultPatience patience, TimeProvider time)
{
    private const int MaxWrappedSize = 8 * 1024;

    /// <summary>The id of the key that wraps now.</summary>
    internal string WrapperKeyId => wrapper.KeyId;

    /// <summary>Makes a data key, which the caller holds, and its wrapped form.</summary>
    internal async ValueTask<(StoredDataKey Stored, DataKey Key)> MakeAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var key = DataKey.New();
        try
        {
            return (await WrapAsync(tenant, RandomId.New(), key, time.GetUtcNow().UtcTicks, cancellationToken).ConfigureAwait(false), key);
        }
        catch
        {
            key.Release();
            throw;
        }
    }

    /// <summary>Makes the first data key of a tenant that has none, which the caller holds, and what is kept of it.</summary>
    internal async ValueTask<(StoredDataKeys Stored, DataKey Key)> MakeFirstAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        (StoredDataKey stored, DataKey key) = await MakeAsync(tenant, cancellationToken).ConfigureAwait(false);
        return (new StoredDataKeys { Tenant = tenant.ToString(), Series = RandomId.New(), Revision = 1, Keys = [stored] }, key);
    }

    /// <summary>The data key of its stored form, which the caller holds.</summary>
    /// <exception cref="SecretRefusal">It does not unwrap, or the service that unwraps does not answer.</exception>
    internal async ValueTask<DataKey> HoldAsync(TenantId tenant, StoredDataKey stored, CancellationToken cancellationToken)
    {
        string owner = tenant.ToString();
        if (cache.TryHold(owner, stored.Id, stored.WrappedBy, stored.Wrapped) is { } cached)
        {
            return cached;
        }

        DataKey key = await UnwrapAsync(tenant, stored, cancellationToken).ConfigureAwait(false);
        cache.Keep(owner, stored.Id, stored.WrappedBy, stored.Wrapped, key);
        return key;
    }

    /// <summary>The same data key wrapped by the key that wraps now.</summary>
    internal async ValueTask<StoredDataKey> RewrapAsync(TenantId tenant, StoredDataKey stored, CancellationToken cancellationToken)
    {
        DataKey key = await HoldAsync(tenant, stored, cancellationToken).ConfigureAwait(false);
        try
        {
            return await WrapAsync(tenant, stored.Id, key, stored.CreatedTicks, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            key.Release();
        }
    }

    internal void Forget(TenantId tenant) => cache.Forget(tenant.ToString());

    private async ValueTask<StoredDataKey> WrapAsync(TenantId tenant, string id, DataKey key, long createdTicks, CancellationToken cancellationToken)
    {
        string wrappedBy = wrapper.KeyId;
        byte[] wrapped = await patience.AskAsync(
            token => wrapper.WrapAsync(tenant, id, key.Bytes, token), late: null, cancellationToken).ConfigureAwait(false);
        var stored = new StoredDataKey { Id = id, WrappedBy = wrappedBy, Wrapped = Base64Url.EncodeToString(wrapped), CreatedTicks = createdTicks };

        // SECURITY: nothing is sealed under a key that does not come back.
        DataKey back = await UnwrapAsync(tenant, stored, cancellationToken).ConfigureAwait(false);
        bool same = CryptographicOperations.FixedTimeEquals(back.Bytes.Span, key.Bytes.Span);
        back.Release();
        return same ? stored : throw new SecretRefusal(SecretFault.Unreadable);
    }

    private async ValueTask<DataKey> UnwrapAsync(TenantId tenant, StoredDataKey stored, CancellationToken cancellationToken)
    {
        byte[] wrapped = Decode(stored.Wrapped);
        byte[] key = await patience.AskAsync(
            token => wrapper.UnwrapAsync(tenant, stored.Id, stored.WrappedBy, wrapped, token),
            static late => CryptographicOperations.ZeroMemory(late),
            cancellationToken).ConfigureAwait(false);
        if (key is { Length: DataKey.Size })
        {
            return new DataKey(key);
        }

        CryptographicOperations.ZeroMemory(key);
        throw new SecretRefusal(SecretFault.Unreadable);
    }

    private static byte[] Decode(string text)
    {
        byte[] wrapped = new byte[Math.Min(text.Length, MaxWrappedSize * 2) * 3 / 4];
        return text.Length != 0 && wrapped.Length <= MaxWrappedSize && CanonicalText.TryDecode(text, wrapped)
            ? wrapped : throw new SecretRefusal(SecretFault.Unreadable);
    }
}
