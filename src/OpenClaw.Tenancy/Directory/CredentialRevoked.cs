namespace OpenClaw.Tenancy.Directory;

/// <summary>One credential dies for good.</summary>
internal sealed class CredentialRevoked : HolderChange
{
    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        entry.Credentials.Revoke(Issuer, Holder, in at, aliveAfter: false);
}
