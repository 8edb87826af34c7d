using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of a member who is there.</summary>
internal abstract class MemberChange : GrantChange
{
    public required string User { get; init; }

    /// <summary>The version that the member must still have, where whoever makes the change looked at him before.</summary>
    public long? ExpectedMember { get; init; }

    internal override void Check() => ChangeText.RequireId(User, nameof(User));

    private protected sealed override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at)
    {
        if (entry.MemberOf(User) is not { IsRemoved: false } member)
        {
            return DirectoryRefusal.NotFound("The tenant has no such member.");
        }

        return ExpectedMember is { } version && version != member.Version
            ? DirectoryRefusal.Conflict("The member was changed meanwhile. Read him again, and decide again.")
            : RefusalOf(entry, member, rank);
    }

    private protected sealed override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        TenantMember member = entry.MemberOf(User)!;
        entry.RevokeKeysOf(User, in at);
        entry.Count(member, -1);
        CommitTo(member, in at);
        entry.Count(member, 1);
        entry.DropVoidInvitations(at.Ticks, world);
    }

    private protected abstract DirectoryRefusal? RefusalOf(TenantEntry entry, TenantMember member, TenantRole rank);

    private protected abstract void CommitTo(TenantMember member, in DirectoryMoment at);

    private protected static DirectoryRefusal? LastOwner(TenantEntry entry, TenantMember member) =>
        member.Role == TenantRole.Owner && entry.OwnerCount == 1
            ? DirectoryRefusal.Conflict("The last owner stays. Make another member an owner first.")
            : null;
}
