using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>What an <see cref="InMemoryVault"/> keeps for one tenant. Used by one thread at a time.</summary>
internal sealed class VaultShelf
{
    internal SortedDictionary<string, StoredSecret> Secrets { get; } = new(StringComparer.Ordinal);

    internal StoredDataKeys? Keys { get; private set; }

    internal VaultCommit Save(StoredSecret secret, StoredDataKeys? keys, int maxSecrets)
    {
        StoredSecret? kept = Secrets.GetValueOrDefault(secret.Name);
        if (!StoredDataKeys.Permit(Keys, keys, secret) || (kept is null ? secret.Revision != 1 : !kept.IsFollowedBy(secret)))
        {
            return VaultCommit.Conflict;
        }

        if (kept is null && Secrets.Count >= maxSecrets)
        {
            return VaultCommit.Full;
        }

        Secrets[secret.Name] = secret;
        return VaultCommit.Done;
    }

    internal VaultCommit SaveKeys(StoredDataKeys keys)
    {
        if (Keys is null ? keys.Revision != 1 : !Keys.IsFollowedBy(keys))
        {
            return VaultCommit.Conflict;
        }

        Keys = keys;
        return VaultCommit.Done;
    }

    internal VaultCommit Remove(string name, long revision) =>
        Secrets.TryGetValue(name, out StoredSecret? kept) && kept.Revision == revision && Secrets.Remove(name) ? VaultCommit.Done : VaultCommit.Conflict;
}
