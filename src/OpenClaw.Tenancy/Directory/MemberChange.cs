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
        // SECURITY: what a member's keys may do was said for the role that he had.
        entry.RevokeKeysOf(User, in at);
        CommitTo(entry, entry.MemberOf(User)!, in at);
    }

    private protected abstract DirectoryRefusal? RefusalOf(TenantEntry entry, TenantMember member, TenantRole rank);

    private protected abstract void CommitTo(TenantEntry entry, TenantMember member, in DirectoryMoment at);

    private protected static DirectoryRefusal? LastOwner(TenantEntry entry, TenantMember member) =>
        member.Role == TenantRole.Owner && !entry.Roster.Any(m => m.Role == TenantRole.Owner && m != member)
            ? DirectoryRefusal.Conflict("The last owner stays. Make another member an owner first.")
            : null;
}
