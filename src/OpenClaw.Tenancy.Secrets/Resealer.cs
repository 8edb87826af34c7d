using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Seals what was sealed under any of a tenant's data keys anew: under the last of them, and bound to other times.</summary>
internal sealed class Resealer(TenantId tenant, TenantKeys keys, StoredDataKeys all) : IDisposable
{
    private readonly Dictionary<string, DataKey> _held = new(StringComparer.Ordinal);

    /// <summary>Whether a value of a secret was sealed by a key that is not among these: the key is gone, or the secret was sealed anew since it was read.</summary>
    internal static bool Misses(StoredDataKeys all, StoredSecret secret) => secret.Versions.Any(v => all.Keys.All(k => !IsSealedBy(v, k.Id)));

    /// <summary>Whether a version holds no value, or one that this key sealed.</summary>
    internal static bool IsSealedBy(StoredSecretVersion version, string id) => version.Envelope is null
        || (Envelope.TryReadKeyId(version.Envelope, SecretOptions.LargestValueBytes, out string? keyId) && string.Equals(keyId, id));

    /// <summary>A version as it is to be, with its value sealed by the last key; one that is to have no value stays without.</summary>
    /// <param name="secret">The secret that it is of.</param>
    /// <param name="from">The version as it is kept.</param>
    /// <param name="to">The version as it is to be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SecretRefusal">It cannot be opened: then nothing is dropped, and it stays as it is.</exception>
    internal async ValueTask<StoredSecretVersion> ResealedAsync(
        StoredSecret secret, StoredSecretVersion from, StoredSecretVersion to, CancellationToken cancellationToken)
    {
        string last = all.Keys[^1].Id;
        if (to.Envelope is not { } envelope)
        {
            return to;
        }

        if (!Envelope.TryReadKeyId(envelope, SecretOptions.LargestValueBytes, out string? id))
        {
            throw new SecretRefusal(SecretFault.Unreadable);
        }

        SealedPlace here = SecretVersions.PlaceOf(tenant, secret, from);
        SealedPlace there = SecretVersions.PlaceOf(tenant, secret, to);
        if (string.Equals(id, last) && here == there)
        {
            return to;
        }

        DataKey opens = await HoldAsync(id, cancellationToken).ConfigureAwait(false);
        DataKey seals = await HoldAsync(last, cancellationToken).ConfigureAwait(false);
        if (!Envelope.TryOpen(opens.Bytes.Span, envelope, in here, SecretOptions.LargestValueBytes, out byte[]? value))
        {
            throw new SecretRefusal(SecretFault.Unreadable);
        }

        try
        {
            return to with { Envelope = Envelope.Seal(seals.Bytes.Span, last, in there, value) };
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
