using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Changes of a tenant's data keys while it goes on reading and writing. Interrupted at any point, everything opens, and the next call goes on.</summary>
internal sealed class DataKeyRotation(SecretVault vault, TenantKeys keys, SecretClock clock, SecretOptions options)
{
    private const int Attempts = SecretChanges.Attempts;

    /// <summary>Adds a key, seals everything anew by it, and drops the others.</summary>
    internal async ValueTask<SecretChange> RotateAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        StoredDataKeys? all = await WithNextAsync(access, cancellationToken).ConfigureAwait(false);
        if (all is null)
        {
            return SecretChanges.Refused(SecretFault.NotFound);
        }

        // INVARIANT: whatever is saved from here on names the revision of the keys among which the new one is the last, and is
        // sealed by that one; so what one pass over all secrets leaves behind is nothing.
        await ResealAllAsync(access, all.Keys[^1], cancellationToken).ConfigureAwait(false);
        await DropAllButAsync(access, all.Keys[^1].Id, cancellationToken).ConfigureAwait(false);
        keys.Forget(access.RequireTenant());
        return SecretChange.Done(0);
    }

    /// <summary>Wraps the keys by the key that wraps now.</summary>
    internal async ValueTask<SecretChange> RewrapAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false) is not { } all)
            {
                return SecretChanges.Refused(SecretFault.NotFound);
            }

            string by = keys.WrapperKeyId;
            if (all.Keys.All(k => string.Equals(k.WrappedBy, by)))
            {
                return SecretChange.Done(0);
            }

            var wrapped = new List<StoredDataKey>(all.Keys.Count);
            foreach (StoredDataKey key in all.Keys)
            {
                wrapped.Add(string.Equals(key.WrappedBy, by) ? key : await keys.RewrapAsync(access.RequireTenant(), key, cancellationToken).ConfigureAwait(false));
            }

            if (await vault.SaveKeysAsync(access, all with { Revision = all.Revision + 1, Keys = wrapped }, cancellationToken).ConfigureAwait(false) == VaultCommit.Done)
            {
                return SecretChange.Done(0);
            }
        }

        return SecretChanges.Refused(SecretFault.Conflict);
    }

    // More than one key is a rotation that was interrupted, or that another process is at: it is gone on with.
    private async ValueTask<StoredDataKeys?> WithNextAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredDataKeys? all = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false);
            if (all is not { Keys.Count: 1 })
            {
                return all;
            }

            (StoredDataKey stored, DataKey key) = await keys.MakeAsync(access.RequireTenant(), cancellationToken).ConfigureAwait(false);
            key.Release();
            StoredDataKeys next = all with { Revision = all.Revision + 1, Keys = [.. all.Keys, stored] };
            if (await vault.SaveKeysAsync(access, next, cancellationToken).ConfigureAwait(false) == VaultCommit.Done)
            {
                return next;
            }
        }

        throw new SecretRefusal(SecretFault.Conflict);
    }

    private async ValueTask ResealAllAsync(VaultAccess access, StoredDataKey by, CancellationToken cancellationToken)
    {
        string? after = null;
        while (await vault.ListAsync(access, after, SecretVault.PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (StoredSecret secret in page)
            {
                await ResealAsync(access, secret, by, cancellationToken).ConfigureAwait(false);
            }

            after = page[^1].Name;
        }
    }

    private async ValueTask ResealAsync(VaultAccess access, StoredSecret found, StoredDataKey by, CancellationToken cancellationToken)
    {
        StoredSecret? secret = found;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (secret is null || secret.Versions.All(v => Resealer.IsSealedBy(v, by.Id)))
            {
                return;
            }

            // A key that another process has put in the place of this one seals what is left; this pass is over then.
            StoredDataKeys? all = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false);
            if (all is null || !string.Equals(all.Keys[^1].Id, by.Id))
            {
                throw new SecretRefusal(SecretFault.Conflict);
            }

            if (Resealer.Misses(all, secret))
            {
                // A process that was quicker has sealed it anew and dropped the key since it was read; or the key is gone, and it stays as it is.
                StoredSecret? again = await vault.FindAsync(access, found.Name, cancellationToken).ConfigureAwait(false);
                secret = !secret.IsStill(again) ? again : throw new SecretRefusal(SecretFault.Unreadable);
                continue;
            }

            StoredSecret next = await ResealedAsync(access.RequireTenant(), secret, all, cancellationToken).ConfigureAwait(false);
            if (await vault.SaveAsync(access, next, all, options.MaxSecrets, cancellationToken).ConfigureAwait(false) == VaultCommit.Done)
            {
                return;
            }

            secret = await vault.FindAsync(access, found.Name, cancellationToken).ConfigureAwait(false);
        }

        throw new SecretRefusal(SecretFault.Conflict);
    }

    private async ValueTask<StoredSecret> ResealedAsync(TenantId tenant, StoredSecret secret, StoredDataKeys all, CancellationToken cancellationToken)
    {
        var versions = new List<StoredSecretVersion>(secret.Versions.Count);
        using var opener = new Resealer(tenant, keys, all);
        foreach (StoredSecretVersion version in secret.Versions)
        {
            versions.Add(await opener.ResealedAsync(secret, version, SecretVersions.Emptied(version, clock.NowTicks), cancellationToken).ConfigureAwait(false));
        }

        return secret with { Revision = secret.Revision + 1, Versions = versions };
    }

    private async ValueTask DropAllButAsync(VaultAccess access, string id, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredDataKeys? all = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false);
            if (all is null || !string.Equals(all.Keys[^1].Id, id))
            {
                throw new SecretRefusal(SecretFault.Conflict);
            }

            StoredDataKeys next = all with { Revision = all.Revision + 1, Keys = [all.Keys[^1]] };
            if (all.Keys.Count == 1 || await vault.SaveKeysAsync(access, next, cancellationToken).ConfigureAwait(false) == VaultCommit.Done)
            {
                return;
            }
        }

        throw new SecretRefusal(SecretFault.Conflict);
    }
}
