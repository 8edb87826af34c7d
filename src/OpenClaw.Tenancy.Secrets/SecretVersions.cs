using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>What is to be said of the versions of a secret, and how one follows another. Pure functions.</summary>
internal static class SecretVersions
{
    private const string Purpose = "secret";

    /// <summary>The version that is asked for; null for the current one asks for the last.</summary>
    internal static StoredSecretVersion? Find(StoredSecret secret, int? number) =>
        number is { } wanted ? secret.Versions.FirstOrDefault(v => v.Number == wanted) : secret.Versions[^1];

    /// <summary>Why a version cannot be opened at a moment; <see cref="SecretFault.None"/> when it can.</summary>
    internal static SecretFault FaultOf(StoredSecret secret, StoredSecretVersion version, SecretClock clock)
    {
        if (version.RevokedTicks is not null)
        {
            return SecretFault.Revoked;
        }

        // SECURITY: a version is closed some time when another follows it, and then alone; the time is bound into its sealed value. A last one
        // that has such a time was followed by one that is not there any more, and does not become the current one again.
        bool isCurrent = ReferenceEquals(version, secret.Versions[^1]);
        if (isCurrent != (version.RetiresTicks is null))
        {
            return SecretFault.Unreadable;
        }

        if (clock.HasPassed(version.RetiresTicks))
        {
            return SecretFault.Retired;
        }

        return clock.HasPassed(version.ExpiresTicks) ? SecretFault.Expired : SecretFault.None;
    }

    /// <summary>Where the value of a version belongs.</summary>
    internal static SealedPlace PlaceOf(TenantId tenant, StoredSecret secret, StoredSecretVersion version) => new(
        tenant.ToString(),
        secret.Name,
        secret.Series,
        version.Number,
        Purpose,
        new SealedTimes(secret.CreatedTicks, version.CreatedTicks, version.ExpiresTicks, version.RetiresTicks));

    /// <summary>The versions that stay when another one follows, each as it is and as it is to be; or null where too many are open still.</summary>
    /// <param name="versions">The versions so far.</param>
    /// <param name="nowTicks">The moment.</param>
    /// <param name="overlap">How long the current one stays open; null closes all that are.</param>
    /// <param name="max">How many are kept.</param>
    internal static IReadOnlyList<(StoredSecretVersion From, StoredSecretVersion To)>? Follow(
        IReadOnlyList<StoredSecretVersion> versions, long nowTicks, TimeSpan? overlap, int max)
    {
        List<(StoredSecretVersion From, StoredSecretVersion To)> kept =
            [.. versions.Select(v => (v, Emptied(v with { RetiresTicks = RetiresAt(v, nowTicks, overlap) }, nowTicks)))];
        while (kept.Count >= max && kept.FindIndex(static v => v.To.Envelope is null) is >= 0 and var closed)
        {
            kept.RemoveAt(closed);
        }

        return kept.Count >= max ? null : kept;
    }

    /// <summary>The version without its sealed value where its time is over: what nobody may open is not kept.</summary>
    internal static StoredSecretVersion Emptied(StoredSecretVersion version, long nowTicks) =>
        version.RetiresTicks <= nowTicks ? version with { Envelope = null } : version;

    private static long RetiresAt(StoredSecretVersion version, long nowTicks, TimeSpan? overlap) => overlap is { } open
        ? version.RetiresTicks ?? nowTicks + open.Ticks
        : Math.Min(version.RetiresTicks ?? nowTicks, nowTicks);
}
