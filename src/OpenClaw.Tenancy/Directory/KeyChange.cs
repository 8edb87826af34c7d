using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of an API key that is there.</summary>
internal abstract class KeyChange : GrantChange
{
    public required string Key { get; init; }

    internal override void Check() => ChangeText.RequireId(Key, nameof(Key));

    private protected sealed override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at) =>
        entry.KeyOf(Key) is not { } key ? DirectoryRefusal.NotFound("The tenant has no such key.")
        : Beyond(rank, key.Role) ?? RefusalOf(entry, world, key, in at);

    private protected sealed override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        CommitTo(entry, world, entry.KeyOf(Key)!, in at);

    private protected abstract DirectoryRefusal? RefusalOf(TenantEntry entry, DirectoryWorld world, ApiKeyEntry key, in DirectoryMoment at);

    private protected abstract void CommitTo(TenantEntry entry, DirectoryWorld world, ApiKeyEntry key, in DirectoryMoment at);
}
