using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>What a user does about himself by showing an identity provider's token. A singleton, safe for use by many threads.</summary>
/// <remarks>Nobody is ever known by an e-mail address or a name, and no two identities become one because a provider says so.</remarks>
public sealed class TenantIdentities
{
    /// <summary>How long after it was issued an identity token counts as fresh, where identities are linked and unlinked: 5 minutes.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly IdentityGate _gate;
    private readonly IdentityChanges _changes;
    private readonly ExchangeTrail _trail;
    private readonly TenancyRealm _realm;
    private readonly AccessAction _list;
    private readonly AccessAction _accept;
    private readonly AccessAction _link;
    private readonly AccessAction _unlink;

    internal TenantIdentities(IdentityGate gate, IdentityChanges changes, ExchangeTrail trail, TenancyRealm realm, PolicyEngine engine)
    {
        (_gate, _changes, _trail, _realm) = (gate, changes, trail, realm);

        // They take no scope: who asks has no claim. They only name what is asked.
        _list = engine.Action("operator.read", "identities.tenants");
        _accept = engine.Action("operator.read", "invitations.accept");
        _link = engine.Action("operator.read", "identities.link");
        _unlink = engine.Action("operator.read", "identities.unlink");
    }

    /// <summary>The tenants in which the identity token can be exchanged now, each with the user's role there.</summary>
    /// <param name="shown">The identity token.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The tenants: none for an identity that is nobody's. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The nonce is empty.</exception>
    public async ValueTask<TenantIdentityResult> ListAsync(ShownIdentity shown, CancellationToken cancellationToken)
    {
        IdentityVerification verified = await _gate.VerifyAsync(shown, cancellationToken).ConfigureAwait(false);
        return Conclude(_list, shown, verified.Identity is { } identity
            ? TenantIdentityResult.Done(_gate.TryFindUser(identity, out TenantUser? user) ? Own(_gate.Places(user, identity)) : [])
            : TenantIdentityResult.Refused(verified.Reason, verified.Detail));
    }

    /// <summary>Makes the user a member of the tenant that an invitation is for. One who is not known yet becomes one.</summary>
    /// <param name="shown">The identity token.</param>
    /// <param name="code">The code of the invitation. A wrong one, one that has ended and one that was used look alike.</param>
    /// <param name="cancellationToken">Ends the waiting; the membership may count nevertheless.</param>
    /// <returns>The tenant, or why there is none. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The nonce is empty.</exception>
    public async ValueTask<TenantIdentityResult> AcceptAsync(ShownIdentity shown, string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        IdentityVerification verified = await _gate.VerifyAsync(shown, cancellationToken).ConfigureAwait(false);
        return Conclude(_accept, shown, verified.Identity is { } identity
            ? await AcceptCoreAsync(identity, code, shown.CorrelationId, cancellationToken).ConfigureAwait(false)
            : TenantIdentityResult.Refused(verified.Reason, verified.Detail));
    }

    /// <summary>Makes the user known by a second identity too. He shows both, and both are fresh. All that he holds by tokens ends, and he logs in anew.</summary>
    /// <param name="shown">A token of an identity by which the user is known.</param>
    /// <param name="second">A token of the identity that is to be his too.</param>
    /// <param name="cancellationToken">Ends the waiting; the link may count nevertheless.</param>
    /// <returns>Whether it is linked, or why not. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">A nonce is empty.</exception>
    public async ValueTask<TenantIdentityResult> LinkAsync(ShownIdentity shown, ShownIdentity second, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(second);
        IdentityVerification first = await _gate.VerifyAsync(shown, cancellationToken).ConfigureAwait(false);
        IdentityVerification other = first.IsVerified ? await _gate.VerifyAsync(second, cancellationToken).ConfigureAwait(false) : first;
        if (first.Identity is not { } identity || other.Identity is not { } added)
        {
            return Conclude(_link, shown, TenantIdentityResult.Refused(other.Reason, other.Detail));
        }

        // SECURITY: who holds one old token of each could join himself to somebody else.
        if (FindFresh(identity, out TenantUser? user) is { } fault)
        {
            return Conclude(_link, shown, fault);
        }

        return Conclude(_link, shown, !IsFresh(added) ? TenantIdentityResult.Refused(DenyReason.Expired, "not_fresh")
            : _gate.TryFindUser(added, out _) ? TenantIdentityResult.Conflict("linked_already")
            : await ChangeAsync(DirectoryChange.LinkIdentity(user!.Id, NameOf(added)), _link, user, shown, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes the user known by an identity no more; one is kept. All that he holds by tokens ends, and he logs in anew.</summary>
    /// <param name="shown">A fresh token of an identity by which the user is known.</param>
    /// <param name="identity">The identity of his that goes.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>Whether it is gone, or why not. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The nonce is empty.</exception>
    public async ValueTask<TenantIdentityResult> UnlinkAsync(ShownIdentity shown, LinkedIdentity identity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        IdentityVerification verified = await _gate.VerifyAsync(shown, cancellationToken).ConfigureAwait(false);
        if (verified.Identity is not { } known)
        {
            return Conclude(_unlink, shown, TenantIdentityResult.Refused(verified.Reason, verified.Detail));
        }

        if (FindFresh(known, out TenantUser? user) is { } fault)
        {
            return Conclude(_unlink, shown, fault);
        }

        // Another user's identity is none of his, and looks like one that is nobody's.
        return Conclude(_unlink, shown, user!.Identities.Contains(identity)
            ? await ChangeAsync(DirectoryChange.UnlinkIdentity(user.Id, identity), _unlink, user, shown, cancellationToken).ConfigureAwait(false)
            : TenantIdentityResult.Refused(DenyReason.ResourceAbsent, "not_linked"));
    }

    private async ValueTask<TenantIdentityResult> AcceptCoreAsync(ExternalIdentity identity, string code, string? correlationId, CancellationToken cancellationToken)
    {
        if (Find(code, identity) is not var (entry, invitation))
        {
            return TenantIdentityResult.Refused(DenyReason.ResourceAbsent, "no_invitation");
        }

        bool known = _gate.TryFindUser(identity, out TenantUser? user);
        Membership place = known ? _gate.In(entry, user!, identity) : default;
        if (known && place.Fault is null)
        {
            return TenantIdentityResult.Conflict("member_already");
        }

        // SECURITY: what was issued before somebody was removed does not bring him back.
        if (known && _gate.IsOlder(entry, user!, identity))
        {
            return TenantIdentityResult.Refused(DenyReason.TokenInvalid, "revoked");
        }

        UserId id = known ? user!.Id : UserId.New();
        var change = DirectoryChange.Of(new MemberAdded
        {
            Tenant = entry.Id.ToString(),
            User = id.ToString(),
            Identity = NameOf(identity),
            Role = invitation.Role,
            Invitation = invitation.Id.ToString(),
            Actor = ActorText.Of(DirectoryActor.Nobody),
        });
        return await _changes.MakeAsync(change, _accept, entry.Id, id, correlationId, cancellationToken).ConfigureAwait(false)
            ?? TenantIdentityResult.Done([new OwnTenant(entry.Id, entry.DisplayName, invitation.Role)]);
    }

    // SECURITY: by the digest of the whole code, so that no time tells how much of a guess was right.
    private (TenantEntry Entry, TenantInvitation Invitation)? Find(string code, ExternalIdentity identity)
    {
        if (!InvitationCode.IsWellFormed(code))
        {
            return null;
        }

        Digest256 digest = InvitationCode.Digest(code);
        DateTimeOffset now = _realm.Time.GetUtcNow();
        return _realm.Directory.TryFindInvitation(digest, out TenantEntry? entry)
            && entry.Status == TenantStatus.Active
            && _gate.IsOfProvider(entry, identity)
            && entry.Invitations.FirstOrDefault(i => i.Digest == digest && i.ExpiresAt > now) is { } invitation
                ? (entry, invitation)
                : null;
    }

    private async ValueTask<TenantIdentityResult> ChangeAsync(
        DirectoryChange change, AccessAction action, TenantUser user, ShownIdentity shown, CancellationToken cancellationToken) =>
        await _changes.MakeAsync(change, action, TenantId.Platform, user.Id, shown.CorrelationId, cancellationToken).ConfigureAwait(false)
            ?? TenantIdentityResult.Done([]);

    private TenantIdentityResult? FindFresh(ExternalIdentity identity, out TenantUser? user) =>
        !_gate.TryFindUser(identity, out user) ? TenantIdentityResult.Refused(DenyReason.TokenInvalid, "identity_unknown")
        : !IsFresh(identity) ? TenantIdentityResult.Refused(DenyReason.Expired, "not_fresh")
        : _gate.IsOlderAnywhere(user, identity) ? TenantIdentityResult.Refused(DenyReason.TokenInvalid, "revoked")
        : null;

    private bool IsFresh(ExternalIdentity identity) => _realm.Time.GetUtcNow() - identity.IssuedAt <= Fresh;

    private TenantIdentityResult Conclude(AccessAction action, ShownIdentity shown, TenantIdentityResult result)
    {
        if (!result.IsDone)
        {
            _trail.Refused(action, result.Reason, result.Detail, shown.CorrelationId);
        }

        return result;
    }

    private static LinkedIdentity NameOf(ExternalIdentity identity) => new(identity.Issuer, identity.Subject);

    private static OwnTenant[] Own(IReadOnlyList<Membership> places) => [.. places.Select(static p => new OwnTenant(p.Entry.Id, p.Entry.DisplayName, p.Role))];
}
