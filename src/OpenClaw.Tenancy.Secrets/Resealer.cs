using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Seals what was sealed under any of a tenant's data keys anew under the last of them.</summary>
internal sealed class Resealer(TenantId tenant, TenantKeys keys, StoredDataKeys all) : IDisposable
{
    private readonly Dictionary<string, DataKey> _held = new(StringComparer.Ordinal);

    /// <summary>The version, sealed by the last key.</summary>
    /// <exception cref="SecretRefusal">It cannot be opened: then nothing is dropped, and it stays as it is.</exception>
    internal async ValueTask<StoredSecretVersion> ResealedAsync(StoredSecret secret, StoredSecretVersion version, CancellationToken cancellationToken)
    {
        string last = all.Keys[^1].Id;
        if (version.Envelope is not { } envelope)
        {
            return version;
        }

        if (!Envelope.TryReadKeyId(envelope, SecretOptions.LargestValueBytes, out string? id))
        {
            throw new SecretRefusal(SecretFault.Unreadable);
        }

        if (string.Equals(id, last))
        {
            return version;
        }

        DataKey from = await HoldAsync(id, cancellationToken).ConfigureAwait(false);
        DataKey to = await HoldAsync(last, cancellationToken).ConfigureAwait(false);
        SealedPlace place = SecretVersions.PlaceOf(tenant, secret, version.Number, version.ExpiresTicks);
        if (!Envelope.TryOpen(from.Bytes.Span, envelope, in place, SecretOptions.LargestValueBytes, out byte[]? value))
        {
            throw new SecretRefusal(SecretFault.Unreadable);
        }

        try
        {
            return version with { Envelope = Envelope.Seal(to.Bytes.Span, last, in place, value) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    public void Dispose()
    {
        foreach (DataKey key in _held.Values)
        {
            key.Release();
        }
    }

    private async ValueTask<DataKey> HoldAsync(string id, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(id, out DataKey? held))
        {
            return held;
        }

        StoredDataKey stored = all.Keys.FirstOrDefault(k => string.Equals(k.Id, id)) ?? throw new SecretRefusal(SecretFault.Unreadable);
        return _held[id] = await keys.HoldAsync(tenant, stored, cancellationToken).ConfigureAwait(false);
    }
}
