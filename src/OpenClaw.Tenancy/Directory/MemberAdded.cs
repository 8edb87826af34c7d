using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A user becomes a member. He is named by an identity, or by the id of a user who is known.</summary>
internal sealed class MemberAdded : GrantChange
{
    /// <summary>The user; where the identity is somebody's already, it is he, and this id counts for nothing.</summary>
    public required string User { get; init; }

    public LinkedIdentity? Identity { get; init; }

    public required TenantRole Role { get; init; }

    /// <summary>The invitation that is used up, or null. Then it says the role, and who adds is whoever showed its code.</summary>
    public string? Invitation { get; init; }

    internal override void Check()
    {
        ChangeText.RequireId(User, nameof(User));
        RequireRole(Role);
        if (Identity is { } identity)
        {
            ChangeText.Require(identity.Issuer, nameof(Identity));
            ChangeText.Require(identity.Subject, nameof(Identity));
        }

        ChangeText.RequireId(Invitation ?? "x", nameof(Invitation));
    }

    internal static void RequireRole(TenantRole role)
    {
        if (role is not (TenantRole.Readonly or TenantRole.Member or TenantRole.Admin or TenantRole.Owner))
        {
            throw new ArgumentException("Name a role: readonly, member, admin or owner.", nameof(role));
        }
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at)
    {
        if (Grant(entry, rank, in at) is { } refused)
        {
            return refused;
        }

        TenantUser? user = Find(world);
        if (user is null && Identity is null)
        {
            return DirectoryRefusal.NotFound("There is no such user. Name an identity, by which one is made.");
        }

        if (user is null && world.Users.TryFind(User, out _))
        {
            return DirectoryRefusal.Conflict("The user id is somebody else's. Mint a new one.");
        }

        return user is not null && entry.MemberOf(user.Id.ToString()) is { IsRemoved: false } ? DirectoryRefusal.Conflict("The user is a member already.")
            : entry.MemberCount >= DirectoryLimits.Members || entry.EverMembers >= 2 * DirectoryLimits.Members
                ? DirectoryRefusal.LimitReached("The tenant has, or had in its time, as many members as a directory holds.")
            : null;
    }

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        TenantUser user = Find(world) ?? world.Users.Add(User, Identity!, in at);
        TenantRole role = Invitation is { } invitation ? entry.TakeInvitation(invitation, world)!.Role : Role;
        world.Join(entry, user, role, in at);
    }

    private DirectoryRefusal? Grant(TenantEntry entry, TenantRole rank, in DirectoryMoment at)
    {
        if (Invitation is null)
        {
            return Beyond(rank, Role);
        }

        // SECURITY: an invitation is worth what its maker may still give. Else one who is about to be removed invites himself back.
        return entry.InvitationOf(Invitation) is not { } open || open.ExpiresAt.UtcTicks <= at.Ticks
            || Beyond(open.Maker.RankIn(entry, at.Ticks), open.Role) is not null
            ? DirectoryRefusal.NotFound("There is no such invitation, or it has ended. Ask for a new one.")
            : null;
    }

    private TenantUser? Find(DirectoryWorld world) =>
        Identity is { } identity ? world.Users.TryFind(identity, out TenantUser? known) ? known : null
        : world.Users.TryFind(User, out TenantUser? user) ? user : null;
}
