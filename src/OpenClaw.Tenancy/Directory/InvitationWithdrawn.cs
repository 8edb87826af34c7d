using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>An invitation counts no more.</summary>
internal sealed class InvitationWithdrawn : GrantChange
{
    public required string Invitation { get; init; }

    internal override void Check() => ChangeText.RequireId(Invitation, nameof(Invitation));

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at) =>
        entry.InvitationOf(Invitation) is { } open ? Beyond(rank, open.Role) : DirectoryRefusal.NotFound("There is no such invitation.");

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) => entry.TakeInvitation(Invitation, world);
}
