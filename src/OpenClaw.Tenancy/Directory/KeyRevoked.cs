namespace OpenClaw.Tenancy.Directory;

/// <summary>An API key is dead for good.</summary>
internal sealed class KeyRevoked : KeyChange
{
    private protected override DirectoryRefusal? RefusalOf(TenantEntry entry, DirectoryWorld world, ApiKeyEntry key, in DirectoryMoment at) => null;

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, ApiKeyEntry key, in DirectoryMoment at) => entry.Revoke(key, in at);
}
