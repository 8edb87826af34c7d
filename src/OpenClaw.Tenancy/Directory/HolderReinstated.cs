namespace OpenClaw.Tenancy.Directory;

/// <summary>What a holder is issued from now on lives again.</summary>
internal sealed class HolderReinstated : HolderChange
{
    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        entry.Reinstate(new LinkedIdentity(Issuer, Holder), in at);
        foreach (TenantMember member in world.MembersNamed(entry, Issuer, Holder))
        {
            member.Reinstate(in at);

            // He may have been shut out by another of his names, before he was a member.
            foreach (LinkedIdentity name in world.NamesOf(member.User))
            {
                entry.Reinstate(name, in at);
            }
        }
    }
}
