using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A member gets another role. What he was issued for the one before is dead.</summary>
internal sealed class MemberRoleSet : MemberChange
{
    public required TenantRole Role { get; init; }

    internal override void Check()
    {
        base.Check();
        MemberAdded.RequireRole(Role);
    }

    private protected override DirectoryRefusal? RefusalOf(TenantEntry entry, TenantMember member, TenantRole rank) =>
        Beyond(rank, Role) ?? Beyond(rank, member.Role) ?? (Role == TenantRole.Owner ? null : LastOwner(entry, member));

    private protected override void CommitTo(TenantMember member, in DirectoryMoment at) => member.Become(Role, in at);
}
