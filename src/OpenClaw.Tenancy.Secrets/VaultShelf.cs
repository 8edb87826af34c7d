using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>What an <see cref="InMemoryVault"/> keeps for one tenant. Used by one thread at a time.</summary>
internal sealed class VaultShelf
{
    internal SortedDictionary<string, StoredSecret> Secrets { get; } = new(StringComparer.Ordinal);

    internal StoredDataKeys? Keys { get; private set; }

    internal VaultCommit Save(StoredSecret secret, long keysRevision, int maxSecrets)
    {
        long revision = Secrets.TryGetValue(secret.Name, out StoredSecret? kept) ? kept.Revision : 0;
        if (secret.Revision != revision + 1 || keysRevision != (Keys?.Revision ?? 0))
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
        if (keys.Revision != (Keys?.Revision ?? 0) + 1)
        {
            return VaultCommit.Conflict;
        }

        Keys = keys;
        return VaultCommit.Done;
    }

    internal VaultCommit Remove(string name, long revision) =>
        Secrets.TryGetValue(name, out StoredSecret? kept) && kept.Revision == revision && Secrets.Remove(name) ? VaultCommit.Done : VaultCommit.Conflict;
}
