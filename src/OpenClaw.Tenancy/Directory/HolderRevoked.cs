namespace OpenClaw.Tenancy.Directory;

/// <summary>Every credential that a holder has dies.</summary>
internal sealed class HolderRevoked : HolderChange
{
    public required bool MayReturn { get; init; }

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        // A member is reached by every identity of his; the identity itself stays shut out when it is unlinked.
        foreach (TenantMember member in world.MembersNamed(entry, Issuer, Holder))
        {
            member.Revoke(in at, MayReturn);
        }

        if (!MayReturn)
        {
            entry.ShutOut(new LinkedIdentity(Issuer, Holder));
        }

        entry.Members.Revoke(Issuer, Holder, in at, MayReturn);
    }
}
