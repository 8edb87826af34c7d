using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Changes of one secret: read, made, and saved if nobody was quicker, else read again.</summary>
internal sealed class SecretChanges(SecretVault vault, TenantKeys keys, SealingKeys sealing, SecretClock clock, SecretOptions options)
{
    internal const int Attempts = 16;

    /// <summary>Makes the next version of a secret, or the first.</summary>
    /// <param name="access">The right.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <param name="overlap">How long the one before stays open; null closes all before it, and makes the secret where there is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async ValueTask<SecretChange> AddAsync(
        VaultAccess access, string name, ReadOnlyMemory<byte> value, DateTimeOffset? expiresAt, TimeSpan? overlap, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredSecret? before = await vault.FindAsync(access, name, cancellationToken).ConfigureAwait(false);
            if (before is null && overlap is not null)
            {
                return Refused(SecretFault.NotFound);
            }

            using SealingKey? key = await sealing.HoldAsync(access, cancellationToken).ConfigureAwait(false);
            if (key is null)
            {
                continue;
            }

            if (before is not null && overlap is not null && Resealer.Misses(key.All, before)
                && !before.IsStill(await vault.FindAsync(access, name, cancellationToken).ConfigureAwait(false)))
            {
                // A rotation of the data key has sealed it anew and dropped the key since it was read.
                continue;
            }

            if (await NextAsync(access.RequireTenant(), before, name, key, value, expiresAt, overlap, cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return Refused(SecretFault.TooMany);
            }

            VaultCommit commit = await vault.SaveAsync(access, next, key.All, options.MaxSecrets, cancellationToken).ConfigureAwait(false);
            if (commit == VaultCommit.Full)
            {
                return Refused(SecretFault.TooMany);
            }

            if (commit == VaultCommit.Done)
            {
                return SecretChange.Done(next.Versions[^1].Number);
            }
        }

        return Refused(SecretFault.Conflict);
    }

    /// <summary>Revokes one version, or all.</summary>
    internal async ValueTask<SecretChange> RevokeAsync(VaultAccess access, string name, int? number, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredSecret? before = await vault.FindAsync(access, name, cancellationToken).ConfigureAwait(false);
            if (before is null || (number is not null && SecretVersions.Find(before, number) is null))
            {
                return Refused(SecretFault.NotFound);
            }

            long now = clock.NowTicks;
            bool Is(StoredSecretVersion version) => version.RevokedTicks is null && (number is null || version.Number == number);
            if (!before.Versions.Any(Is))
            {
                return SecretChange.Done(number ?? 0);
            }

            StoredSecret next = before with
            {
                Revision = before.Revision + 1,
                Versions = [.. before.Versions.Select(v => Is(v) ? v with { RevokedTicks = now, Envelope = null } : v)],
            };
            StoredDataKeys? read = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false);
            if (await vault.SaveAsync(access, next, read, options.MaxSecrets, cancellationToken).ConfigureAwait(false) == VaultCommit.Done)
            {
                return SecretChange.Done(number ?? 0);
            }
        }

        return Refused(SecretFault.Conflict);
    }

    internal async ValueTask<SecretChange> RemoveAsync(VaultAccess access, string name, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await vault.FindAsync(access, name, cancellationToken).ConfigureAwait(false) is not { } secret)
            {
                return Refused(SecretFault.NotFound);
            }

            if (await vault.RemoveAsync(access, name, secret.Revision, cancellationToken).ConfigureAwait(false) == VaultCommit.Done)
            {
                return SecretChange.Done(0);
            }
        }

        return Refused(SecretFault.Conflict);
    }

    internal static SecretChange Refused(SecretFault fault) => SecretChange.Refused(fault, DenyReason.None);

    private async ValueTask<StoredSecret?> NextAsync(
        TenantId tenant,
        StoredSecret? before,
        string name,
        SealingKey key,
        ReadOnlyMemory<byte> value,
        DateTimeOffset? expiresAt,
        TimeSpan? overlap,
        CancellationToken cancellationToken)
    {
        long now = clock.NowTicks;
        StoredSecret secret = before ?? new StoredSecret
        {
            Tenant = tenant.ToString(), Name = name, Series = RandomId.New(), Revision = 0, CreatedTicks = now, Versions = [],
        };
        int last = secret.Versions.Count == 0 ? 0 : secret.Versions[^1].Number;
        if (last == int.MaxValue || SecretVersions.Follow(secret.Versions, now, overlap, options.MaxVersions) is not { } kept)
        {
            return null;
        }

        var versions = new List<StoredSecretVersion>(kept.Count + 1);
        using var sealer = new Resealer(tenant, keys, key.All);
        foreach ((StoredSecretVersion from, StoredSecretVersion to) in kept)
        {
            versions.Add(await sealer.ResealedAsync(secret, from, to, cancellationToken).ConfigureAwait(false));
        }

        var version = new StoredSecretVersion { Number = last + 1, CreatedTicks = now, ExpiresTicks = expiresAt?.UtcTicks };
        SealedPlace place = SecretVersions.PlaceOf(tenant, secret, version);
        versions.Add(version with { Envelope = Envelope.Seal(key.Bytes, key.Id, in place, value.Span) });
        return secret with { Revision = secret.Revision + 1, Versions = versions };
    }
}
