namespace OpenClaw.Tenancy.Directory;

/// <summary>What a holder is issued from now on lives again.</summary>
internal sealed class HolderReinstated : HolderChange
{
    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        if (world.MemberOf(entry, Issuer, Holder) is { IsRemoved: false } member)
        {
            member.Cell.Enliven();
        }

        entry.Members.Reinstate(Issuer, Holder);
    }
}
