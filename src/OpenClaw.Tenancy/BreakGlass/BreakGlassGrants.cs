using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Opens one tenant to one platform operator for a while, when another operator agrees. A singleton, safe for use by many threads.</summary>
/// <remarks>
/// Each method takes a permit that was earned for its action. What becomes of a grant stands in the platform's trail and in the
/// target's before it happens; where a record cannot be made durable, nothing happens.
/// </remarks>
public sealed class BreakGlassGrants
{
    private static readonly DirectoryRefusal NotHimself = DirectoryRefusal.NotAllowed("Break-glass is for an operator himself. Nobody asks, approves or collects through a delegate or by a grant.");
    private static readonly DirectoryRefusal NoSuch = DirectoryRefusal.NotFound("There is no such break-glass grant.");
    private static readonly DirectoryRefusal TooLong = DirectoryRefusal.Conflict("The break-glass grant would be open for longer than BreakGlassOptions.MaxDuration allows here. Ask for a shorter one.");
    private static readonly DirectoryRefusal NotSigned = DirectoryRefusal.Conflict("The signature of the break-glass grant is not the signer's, so it opens nothing. Ask for another one, and look at who can write the directory.");
    private static readonly DirectoryRefusal ApproverGone = DirectoryRefusal.Conflict("Whoever approved the break-glass grant was revoked since, or has another role, so it opens nothing. Ask for another one.");
    private static readonly DirectoryRefusal NoAnswer = new(DirectoryRefusalReason.Unspecified, "The signer or the mint did not answer, so nothing was done. Try again.");

    private readonly PolicyEngine _engine;
    private readonly TenantDirectory _directory;
    private readonly GrantWriter _writer;
    private readonly GrantSigner _signer;
    private readonly GrantMint _mint;
    private readonly GrantCloser _closer;
    private readonly BreakGlassOptions _options;
    private readonly TimeProvider _time;

    internal BreakGlassGrants(
        PolicyEngine engine, TenantDirectory directory, GrantWriter writer, GrantSigner signer, GrantMint mint, GrantCloser closer, BreakGlassOptions options, TimeProvider time)
    {
        (_engine, _directory, _writer, _signer, _mint, _closer, _options, _time) = (engine, directory, writer, signer, mint, closer, options, time);
        Actions = new BreakGlassActions(engine);
    }

    /// <summary>What its permits are earned for.</summary>
    public BreakGlassActions Actions { get; }

    /// <summary>All grants and requests, the newest first.</summary>
    /// <param name="permit">A permit for <see cref="BreakGlassActions.List"/>.</param>
    /// <param name="openOnly">Whether those alone that are pending or open.</param>
    /// <returns>The grants.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public IReadOnlyList<BreakGlassGrant> List(AccessPermit permit, bool openOnly)
    {
        _engine.Demand(permit, Actions.List);
        long now = _time.GetUtcNow().UtcTicks;
        return [.. _directory.Grants
            .Where(g => !openOnly || g.StatusAt(now) is GrantStatus.Pending or GrantStatus.Approved)
            .OrderByDescending(static g => g.RequestedAt).ThenBy(static g => g.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Checks what is asked for, by everything that needs no directory.</summary>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="ArgumentException">A text is missing or malformed, a scope's name is none, or the time is not between one second and <see cref="BreakGlassOptions.MaxDuration"/>.</exception>
    public void Require(BreakGlassRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Duration, TimeSpan.FromSeconds(1), nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Duration, _options.MaxDuration, nameof(request));
        request.ToChange("x", new LinkedIdentity("x", "x"), _time.GetUtcNow(), _options.PendingLifetime).Check();
    }

    /// <summary>Checks what a review says.</summary>
    /// <param name="note">What was found.</param>
    /// <exception cref="ArgumentException">It is missing, or is not one line of at most 256 characters.</exception>
    public static void RequireNote(string note) => new BreakGlassReviewed { Tenant = "x", Grant = "x", Reviewer = new LinkedIdentity("x", "x"), Note = note }.Check();

    /// <summary>Asks for a grant. It waits for somebody else's approval.</summary>
    /// <param name="permit">A permit for <see cref="BreakGlassActions.Request"/>.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may stand nevertheless.</param>
    /// <returns>The request as it stands, or why it does not.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">See <see cref="Require"/>.</exception>
    public async ValueTask<DirectoryResult<BreakGlassGrant>> RequestAsync(
        AccessPermit permit, BreakGlassRequest request, string? correlationId, CancellationToken cancellationToken)
    {
        _engine.Demand(permit, Actions.Request);
        Require(request);
        if (PrincipalOf(permit) is not { } requester)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(NotHimself);
        }

        if (!_directory.TryFind(request.Target, out TenantEntry? target))
        {
            return DirectoryResult<BreakGlassGrant>.Refused(DirectoryRefusal.NotFound("There is no such tenant."));
        }

        if (_directory.OpenGrantsOf(requester) >= _options.MaxOpenPerRequester)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(BreakGlassRequested.TooManyOf);
        }

        // Places are given anew when the ends of those that had them are written down. That is done here where nobody has done it.
        if (_directory.HoldsAllGrants)
        {
            await _closer.CloseEndedAsync(cancellationToken).ConfigureAwait(false);
        }

        string id = GrantId.New().ToString();
        BreakGlassRequested change = request.ToChange(id, requester, _time.GetUtcNow(), _options.PendingLifetime);
        var happened = new GrantEvent
        {
            Action = "break_glass.requested",
            Target = target.Id,
            Grant = id,
            Actor = requester,
            Requester = requester,
            Ticket = change.Ticket,
            Scopes = change.Scopes,
            Duration = request.Duration,
            Stated = change.Reason,
            CorrelationId = correlationId,
        };
        return await _writer.WriteAsync(change, happened, () => Find(id), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Approves what somebody else asked for. The grant is open from now on, for as long as was asked.</summary>
    /// <param name="permit">A permit for <see cref="BreakGlassActions.Approve"/> of this grant.</param>
    /// <param name="grantId">The grant's id.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the grant may be open nevertheless.</param>
    /// <returns>The grant, or why it is not approved: of several answers the first counts.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public async ValueTask<DirectoryResult<BreakGlassGrant>> ApproveAsync(AccessPermit permit, string grantId, string? correlationId, CancellationToken cancellationToken)
    {
        _engine.Demand(permit, Actions.Approve, grantId);
        if (PrincipalOf(permit) is not { } approver || Find(grantId) is not { } grant)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(PrincipalOf(permit) is null ? NotHimself : NoSuch);
        }

        if (grant.Duration > _options.MaxDuration)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(TooLong);
        }

        BreakGlassApproved draft = _signer.Draft(grant, approver, _time.GetUtcNow());
        if (_directory.RefusalOf(DirectoryChange.Of(draft)) is { } refusal)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(refusal);
        }

        return await _signer.TrySignAsync(grant, draft, cancellationToken).ConfigureAwait(false) is { } signed
            ? await _writer.WriteAsync(
                signed, GrantEvent.Of("break_glass.approved", grant, approver, correlationId: correlationId, approver: approver), () => grant, cancellationToken).ConfigureAwait(false)
            : DirectoryResult<BreakGlassGrant>.Refused(NoAnswer);
    }

    /// <summary>Hands out the token of a grant: once, and to whoever asked for the grant.</summary>
    /// <param name="permit">A permit for <see cref="BreakGlassActions.Collect"/> of this grant.</param>
    /// <param name="grantId">The grant's id.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the token may count as collected nevertheless.</param>
    /// <returns>The token, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public async ValueTask<DirectoryResult<BreakGlassToken>> CollectAsync(AccessPermit permit, string grantId, string? correlationId, CancellationToken cancellationToken)
    {
        _engine.Demand(permit, Actions.Collect, grantId);
        if (PrincipalOf(permit) is not { } collector || Find(grantId) is not { } grant)
        {
            return DirectoryResult<BreakGlassToken>.Refused(PrincipalOf(permit) is null ? NotHimself : NoSuch);
        }

        var change = new BreakGlassCollected { Tenant = grant.Target.ToString(), Grant = grantId, Collector = collector };
        if (_directory.RefusalOf(DirectoryChange.Of(change)) is { } refusal)
        {
            return DirectoryResult<BreakGlassToken>.Refused(refusal);
        }

        if (!_signer.Holds(grant))
        {
            return DirectoryResult<BreakGlassToken>.Refused(NotSigned);
        }

        if (!GrantApprover.Of(_directory, grant.Approval!, out _))
        {
            return DirectoryResult<BreakGlassToken>.Refused(ApproverGone);
        }

        // Before it is said to be collected, so that a mint that fails uses nothing up. Until then the token opens nothing, and nobody has it.
        return await _mint.TryMintAsync(grant, grant.ExpiresAt!.Value, cancellationToken).ConfigureAwait(false) is { } token
            ? await _writer.WriteAsync(
                change, GrantEvent.Of("break_glass.collected", grant, collector, correlationId: correlationId), () => token, cancellationToken).ConfigureAwait(false)
            : DirectoryResult<BreakGlassToken>.Refused(NoAnswer);
    }

    /// <summary>Takes a grant or a request back. What was opened by it is shut at its next use, in every process that follows.</summary>
    /// <param name="permit">A permit for <see cref="BreakGlassActions.Revoke"/> of this grant.</param>
    /// <param name="grantId">The grant's id.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the grant may be revoked nevertheless.</param>
    /// <returns>The grant, or why it is not revoked.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public async ValueTask<DirectoryResult<BreakGlassGrant>> RevokeAsync(AccessPermit permit, string grantId, string? correlationId, CancellationToken cancellationToken)
    {
        _engine.Demand(permit, Actions.Revoke, grantId);
        if (Find(grantId) is not { } grant)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(NoSuch);
        }

        LinkedIdentity by = HolderOf(permit);
        return await _writer.WriteAsync(
            new BreakGlassRevoked { Tenant = grant.Target.ToString(), Grant = grantId, By = by },
            GrantEvent.Of("break_glass.revoked", grant, by, correlationId: correlationId),
            () => grant,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what was found when what was done under a grant was looked at. Not by whoever held it, and not while it is open.</summary>
    /// <param name="permit">A permit for <see cref="BreakGlassActions.Review"/> of this grant.</param>
    /// <param name="grantId">The grant's id.</param>
    /// <param name="note">What was found: one line of at most 256 characters.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the review may stand nevertheless.</param>
    /// <returns>The grant, or why the review does not stand.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">The note is missing or malformed.</exception>
    public async ValueTask<DirectoryResult<BreakGlassGrant>> ReviewAsync(AccessPermit permit, string grantId, string note, string? correlationId, CancellationToken cancellationToken)
    {
        _engine.Demand(permit, Actions.Review, grantId);
        if (PrincipalOf(permit) is not { } reviewer || Find(grantId) is not { } grant)
        {
            return DirectoryResult<BreakGlassGrant>.Refused(PrincipalOf(permit) is null ? NotHimself : NoSuch);
        }

        return await _writer.WriteAsync(
            new BreakGlassReviewed { Tenant = grant.Target.ToString(), Grant = grantId, Reviewer = reviewer, Note = note },
            GrantEvent.Of("break_glass.reviewed", grant, reviewer, note, correlationId),
            () => grant,
            cancellationToken).ConfigureAwait(false);
    }

    private BreakGlassGrant? Find(string id) => _directory.TryFindGrant(id, out BreakGlassGrant? grant) ? grant : null;

    // SECURITY: by whom the claim lives, and not what a delegate calls itself: or one operator would be two.
    private static LinkedIdentity HolderOf(AccessPermit permit) => new(permit.Claim.Issuer, permit.Claim.Holder);

    private static LinkedIdentity? PrincipalOf(AccessPermit permit) =>
        permit.Claim is { Actor: null, Grant: null } claim && string.Equals(claim.Subject, claim.Holder) ? HolderOf(permit) : null;
}
