using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Says who belongs to a tenant and with which role, and invites others. A singleton, safe for use by many threads.</summary>
/// <remarks>Each method takes a permit that was earned for its action. Nobody grants above what he holds, and the last owner stays.</remarks>
public sealed class TenantMembers
{
    private const string Scope = "operator.admin";

    /// <summary>The longest life of an invitation: 30 days.</summary>
    public static readonly TimeSpan MaxInvitation = TimeSpan.FromDays(30);

    private readonly PolicyEngine _engine;
    private readonly TenantDirectory _directory;
    private readonly IDirectoryWriter _writer;
    private readonly TimeProvider _time;

    internal TenantMembers(PolicyEngine engine, TenantDirectory directory, IDirectoryWriter writer, TimeProvider time)
    {
        (_engine, _directory, _writer, _time) = (engine, directory, writer, time);
        List = engine.Action(Scope, "members.list");
        Add = engine.Action(Scope, "members.add", AccessActionKind.TenantPrivilege);
        Change = engine.Action(Scope, "members.change", AccessActionKind.TenantPrivilege);
        Remove = engine.Action(Scope, "members.remove", AccessActionKind.TenantPrivilege);
        Invite = engine.Action(Scope, "invitations.issue", AccessActionKind.TenantPrivilege);
        Withdraw = engine.Action(Scope, "invitations.withdraw", AccessActionKind.TenantPrivilege);
    }

    /// <summary>To see the members and the open invitations.</summary>
    public AccessAction List { get; }

    /// <summary>To add a member.</summary>
    public AccessAction Add { get; }

    /// <summary>To give a member another role; of the member.</summary>
    public AccessAction Change { get; }

    /// <summary>To remove a member; of the member.</summary>
    public AccessAction Remove { get; }

    /// <summary>To invite somebody.</summary>
    public AccessAction Invite { get; }

    /// <summary>To withdraw an invitation; of the invitation.</summary>
    public AccessAction Withdraw { get; }

    /// <summary>The members in the order of their ids.</summary>
    /// <param name="permit">A permit for <see cref="List"/>.</param>
    /// <param name="after">The id after which to begin, or null.</param>
    /// <param name="max">How many at most.</param>
    /// <returns>The members.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public IReadOnlyList<TenantMember> ListMembers(AccessPermit permit, string? after, int max) =>
        [.. _directory.EntryOf(_engine.Demand(permit, List)).Roster
            .Where(m => after is null || string.CompareOrdinal(m.UserId.ToString(), after) > 0)
            .OrderBy(static m => m.UserId.ToString(), StringComparer.Ordinal).Take(max)];

    /// <summary>The invitations that have not ended, the first to end first.</summary>
    /// <param name="permit">A permit for <see cref="List"/>.</param>
    /// <returns>The invitations, without their codes.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public IReadOnlyList<TenantInvitation> ListInvitations(AccessPermit permit)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return [.. _directory.EntryOf(_engine.Demand(permit, List)).Invitations.Where(i => i.ExpiresAt > now).OrderBy(static i => i.ExpiresAt)];
    }

    /// <summary>Makes somebody a member, by an identity at an issuer.</summary>
    /// <param name="permit">A permit for <see cref="Add"/>.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="role">The role in this tenant.</param>
    /// <param name="cancellationToken">Ends the waiting; the member may have been added nevertheless.</param>
    /// <returns>The member, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">There is no such role, or a text is malformed.</exception>
    public async Task<DirectoryResult<TenantMember>> AddAsync(AccessPermit permit, LinkedIdentity identity, TenantRole role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        TenantId tenant = _engine.Demand(permit, Add);
        DirectoryWrite write = await _writer.WriteAsync(
            DirectoryChange.AddMember(tenant, identity, UserId.New(), role, Actor(permit)), cancellationToken).ConfigureAwait(false);
        return DirectoryResult<TenantMember>.Of(
            write, () => _directory.TryFindUser(identity, out TenantUser? user) ? _directory.EntryOf(tenant).MemberOf(user.Id.ToString()) : null);
    }

    /// <summary>Gives a member another role. His tokens and keys for the role before are dead.</summary>
    /// <param name="permit">A permit for <see cref="Change"/> of this member.</param>
    /// <param name="user">The text of his user id.</param>
    /// <param name="role">The new role.</param>
    /// <param name="expectedVersion">The version that he must still have, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>The member, or why he is not changed.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    public async Task<DirectoryResult<TenantMember>> SetRoleAsync(
        AccessPermit permit, string user, TenantRole role, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        TenantId tenant = _engine.Demand(permit, Change, user);
        DirectoryWrite write = await _writer.WriteAsync(
            DirectoryChange.SetRole(tenant, UserId.From(user), role, Actor(permit), expectedVersion), cancellationToken).ConfigureAwait(false);
        return DirectoryResult<TenantMember>.Of(write, () => _directory.EntryOf(tenant).MemberOf(user)!);
    }

    /// <summary>Removes a member. Everything that he holds in the tenant is dead at its next use.</summary>
    /// <param name="permit">A permit for <see cref="Remove"/> of this member.</param>
    /// <param name="user">The text of his user id.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>Whether he is removed, or why not.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public Task<DirectoryWrite> RemoveAsync(AccessPermit permit, string user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        TenantId tenant = _engine.Demand(permit, Remove, user);
        return _writer.WriteAsync(DirectoryChange.RemoveMember(tenant, UserId.From(user), Actor(permit)), cancellationToken);
    }

    /// <summary>Invites somebody whose identity is not known yet: whoever shows the code becomes a member, once.</summary>
    /// <param name="permit">A permit for <see cref="Invite"/>.</param>
    /// <param name="role">The role that he gets.</param>
    /// <param name="lifetime">How long the invitation lives; at most <see cref="MaxInvitation"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; the invitation may be open nevertheless, and nobody has its code then.</param>
    /// <returns>The invitation with its code, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">There is no such role, or the lifetime is out of range.</exception>
    public async Task<DirectoryResult<IssuedInvitation>> InviteAsync(AccessPermit permit, TenantRole role, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, MaxInvitation);
        TenantId tenant = _engine.Demand(permit, Invite);
        InvitationId id = InvitationId.New();
        string code = InvitationCode.New();
        DirectoryWrite write = await _writer.WriteAsync(
            DirectoryChange.Of(new InvitationIssued
            {
                Tenant = tenant.ToString(),
                Actor = ActorText.Of(Actor(permit)),
                Invitation = id.ToString(),
                Digest = InvitationCode.Digest(code).ToString(),
                Role = role,
                ExpiresTicks = (_time.GetUtcNow() + lifetime).UtcTicks,
            }),
            cancellationToken).ConfigureAwait(false);
        return DirectoryResult<IssuedInvitation>.Of(write, () => new IssuedInvitation(_directory.EntryOf(tenant).InvitationOf(id.ToString())!, code));
    }

    /// <summary>Withdraws an invitation.</summary>
    /// <param name="permit">A permit for <see cref="Withdraw"/> of this invitation.</param>
    /// <param name="invitation">The text of its id.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>Whether it is withdrawn, or why not.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public Task<DirectoryWrite> WithdrawAsync(AccessPermit permit, string invitation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        TenantId tenant = _engine.Demand(permit, Withdraw, invitation);
        return _writer.WriteAsync(
            DirectoryChange.Of(new InvitationWithdrawn { Tenant = tenant.ToString(), Actor = ActorText.Of(Actor(permit)), Invitation = invitation }), cancellationToken);
    }

    private DirectoryActor Actor(AccessPermit permit) => PermitActor.Of(permit, _directory);
}
