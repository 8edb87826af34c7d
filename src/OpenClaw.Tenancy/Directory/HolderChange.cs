namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of what one holder's credentials are worth in a tenant.</summary>
internal abstract class HolderChange : TenantChange
{
    public required string Issuer { get; init; }

    /// <summary>The member's subject, or the credential's id.</summary>
    public required string Holder { get; init; }

    internal sealed override void Check()
    {
        ChangeText.Require(Issuer, nameof(Issuer));
        ChangeText.Require(Holder, nameof(Holder));
    }

    private protected sealed override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) => null;
}
