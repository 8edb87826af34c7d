using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>Whoever shows a code may become a member, once.</summary>
internal sealed class InvitationIssued : GrantChange
{
    public required string Invitation { get; init; }

    /// <summary>The SHA-256 of the code.</summary>
    public required string Digest { get; init; }

    public required TenantRole Role { get; init; }

    public required long ExpiresTicks { get; init; }

    internal override void Check()
    {
        ChangeText.RequireId(Invitation, nameof(Invitation));
        ChangeText.RequireDigest(Digest, nameof(Digest));
        MemberAdded.RequireRole(Role);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExpiresTicks, DateTime.MaxValue.Ticks);
        ArgumentOutOfRangeException.ThrowIfNegative(ExpiresTicks);
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, TenantRole rank, in DirectoryMoment at) =>
        Beyond(rank, Role)
        ?? (entry.InvitationOf(Invitation) is not null || world.Invitations.ContainsKey(Of()) ? DirectoryRefusal.Conflict("The invitation is there already. Mint a new one.")
            : entry.OpenInvitations(at.Ticks) >= DirectoryLimits.Invitations ? DirectoryRefusal.LimitReached("The tenant has too many open invitations. Withdraw some.")
            : null);

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at)
    {
        entry.DropEndedInvitations(at.Ticks, world);
        entry.Invite(new TenantInvitation(InvitationId.From(Invitation), Of(), Role, Actor.ToActor(), new DateTimeOffset(ExpiresTicks, TimeSpan.Zero)));
        world.Invitations[Of()] = entry;
    }

    private Digest256 Of() => ChangeText.RequireDigest(Digest, nameof(Digest));
}
