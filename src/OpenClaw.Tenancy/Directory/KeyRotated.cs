using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A key is replaced by one that holds exactly the same; the old one goes on for a while.</summary>
internal sealed class KeyRotated : KeyChange
{
    /// <summary>The id of the new key.</summary>
    public required string By { get; init; }

    /// <summary>The SHA-256 of the new key.</summary>
    public required string Digest { get; init; }

    /// <summary>When the old key ends.</summary>
    public required long OverlapEndsTicks { get; init; }

    internal override void Check()
    {
        base.Check();
        ChangeText.RequireId(By, nameof(By));
        ChangeText.RequireDigest(Digest, nameof(Digest));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OverlapEndsTicks, DateTime.MaxValue.Ticks);
        ArgumentOutOfRangeException.ThrowIfNegative(OverlapEndsTicks);
    }

    private protected override DirectoryRefusal? RefusalOf(TenantEntry entry, DirectoryWorld world, ApiKeyEntry key, in DirectoryMoment at) =>
        !key.IsAliveAt(at.Ticks) ? DirectoryRefusal.Conflict("The key has ended, and is not replaced. Issue a new one.")
        : entry.KeyOf(By) is not null || world.Keys.ContainsKey(Of()) ? DirectoryRefusal.Conflict("The key is there already. Mint a new one.")
        : entry.LiveKeys(at.Ticks) >= DirectoryLimits.Keys ? DirectoryRefusal.LimitReached("The tenant has too many keys. Revoke some.")
        : KeyHands.RefusalFor(HandsIn(entry, key));

    // SECURITY: a rotation copies and takes nothing from whoever asks for it, so the new key is no wider than the old one.
    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, ApiKeyEntry key, in DirectoryMoment at)
    {
        long ends = key.ExpiresAt?.UtcTicks ?? long.MaxValue;
        world.AddKey(new ApiKeyEntry(entry, ApiKeyId.From(By), Of(), key.Role, key.Scopes, key.User, key.Label, at.Ticks, ends, HandsIn(entry, key)), in at);
        key.EndAt(OverlapEndsTicks);

        // Claims that were made of it end with it, and not when they were to end before.
        entry.Credentials.Revoke(ApiKeyEntry.Issuer, Key, in at, aliveAfter: true);
    }

    private IReadOnlyList<LinkedIdentity> HandsIn(TenantEntry entry, ApiKeyEntry key) => KeyHands.Of(entry, Actor, By, key.User, key);

    private Digest256 Of() => ChangeText.RequireDigest(Digest, nameof(Digest));
}
