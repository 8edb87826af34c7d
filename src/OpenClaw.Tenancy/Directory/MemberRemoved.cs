using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A user is a member no more. Everything that he holds in the tenant is dead.</summary>
internal sealed class MemberRemoved : MemberChange
{
    // Everybody may leave.
    // SECURITY: by himself and not by a key, which acts for him and whose text others hold.
    private protected override DirectoryRefusal? RefusalOf(TenantEntry entry, TenantMember member, TenantRole rank) =>
        (Actor.Key is null && string.Equals(Actor.User, User) ? null : Beyond(rank, member.Role)) ?? LastOwner(entry, member);

    private protected override void CommitTo(TenantMember member, in DirectoryMoment at) => member.Remove(in at);
}
