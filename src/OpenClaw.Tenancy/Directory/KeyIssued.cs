using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>An API key is issued.</summary>
internal sealed class KeyIssued : GrantChange
{
    public required string Key { get; init; }

    /// <summary>The SHA-256 of the key.</summary>
    public required string Digest { get; init; }

    public required TenantRole Role { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The user for whom it acts, or null when it is the tenant's own.</summary>
    public string? User { get; init; }

    public string? Label { get; init; }

    public long? ExpiresTicks { get; init; }

    internal override void Check()
    {
        ChangeText.RequireId(Key, nameof(Key));
        ChangeText.RequireDigest(Digest, nameof(Digest));
        ChangeText.RequireLabel(Label, nameof(Label));
        ChangeText.RequireId(User ?? "x", nameof(User));
        MemberAdded.RequireRole(Role);
        if (Scopes is not { Count: > 0 and <= DirectoryLimits.Names })
        {
            throw new ArgumentException($"A key holds between one and {DirectoryLimits.Names} scopes.", nameof(Scopes));
        }

        foreach (string scope in Scopes)
        {
            ScopeName.Require(scope);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExpiresTicks ?? 0, DateTime.MaxValue.Ticks);
        ArgumentOutOfRangeException.ThrowIfNegative(ExpiresTicks ?? 0);
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at)
    {
        if (Beyond(rank, Role) is { } refused)
        {
            return refused;
        }

        if (User is not null && (entry.MemberOf(User) is not { IsRemoved: false } member || member.Role < Role))
        {
            return DirectoryRefusal.NotAllowed("A key of a user acts for a member, and holds no more than his role.");
        }

        return entry.KeyOf(Key) is not null || world.Keys.ContainsKey(Of()) ? DirectoryRefusal.Conflict("The key is there already. Mint a new one.")
            : entry.LiveKeys(at.Ticks) >= DirectoryLimits.Keys ? DirectoryRefusal.LimitReached("The tenant has too many keys. Revoke some.")
            : KeyHands.RefusalFor(HandsIn(entry));
    }

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) => world.AddKey(new ApiKeyEntry(
        entry, ApiKeyId.From(Key), Of(), Role, Scopes, User, Label, at.Ticks, ExpiresTicks ?? long.MaxValue, HandsIn(entry)), in at);

    private IReadOnlyList<LinkedIdentity> HandsIn(TenantEntry entry) => KeyHands.Of(entry, Actor, Key, User);

    private Digest256 Of() => ChangeText.RequireDigest(Digest, nameof(Digest));
}
