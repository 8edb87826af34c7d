using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Where runs ask to be allowed something, where approvers answer, and where what was allowed is redeemed. A singleton, safe for use by many threads.</summary>
/// <remarks>
/// Each method takes a permit that was earned for its action, and looks at it again inside the commit. The first answer counts. What is
/// absent, foreign or of another run has one answer. A store, a signer or a ledger that fails is a refusal.
/// </remarks>
public sealed partial class ApprovalDesk
{
    private const string Work = "operator.write";
    private const string Answering = "operator.approvals";

    // Each vain attempt is somebody else's success, so that only a store that compares wrongly comes to the end of them.
    private const int MaxAttempts = 1000;

    private readonly PolicyEngine _engine;
    private readonly TenancyRealm _realm;
    private readonly SealedApprovals _approvals;
    private readonly PartyBook _parties;
    private readonly ApprovalTrail _trail;
    private readonly ApprovalFeed _feed;
    private readonly ApprovalOptions _options;

    internal ApprovalDesk(PolicyEngine engine, TenancyRealm realm, SealedApprovals approvals, ApprovalOptions options)
    {
        (_engine, _realm, _approvals, _options) = (engine, realm, approvals, options);
        (_parties, _trail, _feed) = (new PartyBook(realm.Directory), new ApprovalTrail(engine, realm.Time), new ApprovalFeed(options.MaxWatchers));
        Request = engine.Action(Work, "approvals.request");
        Redeem = engine.Action(Work, "approvals.redeem");
        Cancel = engine.Action(Work, "approvals.cancel");
        Read = engine.Action(Answering, "approvals.read");
        List = engine.Action(Answering, "approvals.list");
        Watch = engine.Action(Answering, "approvals.watch");

        // Its record stands before the answer counts too, and says which answer: the desk writes it, so that a refusal has no second one beside it.
        Resolve = engine.Action(Answering, "approvals.resolve");
    }

    /// <summary>To ask for an approval; of the run.</summary>
    public AccessAction Request { get; }

    /// <summary>To wait for the answer, and to redeem what it allows; of the run.</summary>
    public AccessAction Redeem { get; }

    /// <summary>To take approvals back; of the run.</summary>
    public AccessAction Cancel { get; }

    /// <summary>To see one approval; of the approval.</summary>
    public AccessAction Read { get; }

    /// <summary>To see the approvals of the tenant.</summary>
    public AccessAction List { get; }

    /// <summary>To follow the approvals of the tenant.</summary>
    public AccessAction Watch { get; }

    /// <summary>To answer; of the approval.</summary>
    public AccessAction Resolve { get; }

    /// <summary>Asks for an approval in a run.</summary>
    /// <param name="permit">A permit for <see cref="Request"/> of this run. Its holder is the requester; who acts for him is he.</param>
    /// <param name="run">The run.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Ends the waiting; the approval may be there nevertheless.</param>
    /// <returns>The pending approval, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than <see cref="ApprovalOptions.MaxLifetime"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the waiting.</exception>
    public async Task<ApprovalResult> RequestAsync(AccessPermit permit, RunId run, ApprovalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(request);
        TenantId tenant = _engine.Demand(permit, Request, run.ToString());
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Lifetime ?? _options.DefaultLifetime, TimeSpan.Zero, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Lifetime ?? _options.DefaultLifetime, _options.MaxLifetime, nameof(request));
        try
        {
            return await RequestCoreAsync(permit, tenant, run, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Unavailable(permit, run, run, request.CorrelationId);
        }
    }

    /// <summary>One approval.</summary>
    /// <param name="permit">A permit for <see cref="Read"/> of this approval.</param>
    /// <param name="id">The approval.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is known of it, or null.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public async Task<Approval?> FindAsync(AccessPermit permit, ApprovalId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        TenantId tenant = _engine.Demand(permit, Read, id.ToString());
        return (await FindSettledAsync(tenant, id, cancellationToken).ConfigureAwait(false))?.At(NowTicks);
    }

    /// <summary>The approvals of the tenant, the newest first.</summary>
    /// <param name="permit">A permit for <see cref="List"/>.</param>
    /// <param name="status">The status, or null for all.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is known of each.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is not positive.</exception>
    public async Task<IReadOnlyList<Approval>> ListAsync(AccessPermit permit, ApprovalStatus? status, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        TenantId tenant = _engine.Demand(permit, List);

        // One that has ended and was not looked at since is kept as pending.
        IReadOnlyList<string> kept = status switch
        {
            null => [],
            ApprovalStatus.Expired => [ApprovalStatus.Expired.ToText(), ApprovalStatus.Pending.ToText()],
            { } one => [one.ToText()],
        };
        IReadOnlyList<KeptApproval> found = await _approvals.ListAsync(tenant, run: null, kept, max, cancellationToken).ConfigureAwait(false);
        long now = NowTicks;
        return [.. found.Select(k => k.At(now)).OfType<Approval>().Where(a => status is null || a.Status == status)];
    }

    private long NowTicks => _realm.Steady.NowTicks;

    private async Task<ApprovalResult> RequestCoreAsync(AccessPermit permit, TenantId tenant, RunId run, ApprovalRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            KeptApproval? former = request.Supersedes is { } id ? await _approvals.FindAsync(tenant, id.ToString(), cancellationToken).ConfigureAwait(false) : null;
            if (request.Supersedes is { } named && former?.IsOf(run) != true)
            {
                return NotFound(permit, named, run, request.CorrelationId);
            }

            ApprovalRecord added = Draft(permit, tenant, run, request);
            ApprovalRecord? ended = former is not null && IsOpen(former) ? Ended(former.Record, ApprovalReason.User) with { SupersededBy = added.Id } : null;
            var limits = new ApprovalLimits(_options.MaxPending, added.CreatedTicks, added.CreatedTicks - _options.Retention.Ticks);
            switch (await _approvals.AddAsync(tenant, added, ended, limits, () => Holds(permit, Request, run), cancellationToken).ConfigureAwait(false))
            {
                case ApprovalCommit.Done:
                    Publish(tenant, ApprovalEvent.Resolved, ended);
                    _trail.Done(permit, added, request.CorrelationId);
                    return ApprovalResult.Applied(Publish(tenant, ApprovalEvent.Requested, added)!);
                case ApprovalCommit.Full:
                    return Refused(permit, added, ApprovalRefusal.TooMany, decision: null, request.CorrelationId);
                case ApprovalCommit.Refused:
                    return Refused(permit, added, ApprovalRefusal.RunEnded, decision: null, request.CorrelationId);
            }
        }

        throw NoProgress();
    }

    private ApprovalRecord Draft(AccessPermit permit, TenantId tenant, RunId run, ApprovalRequest request)
    {
        VerifiedTenantClaim claim = permit.Claim;
        long now = NowTicks;
        ClaimActor? requester = PartyBook.ActorOf(claim);
        return new ApprovalRecord
        {
            Tenant = tenant.ToString(),
            Id = ApprovalId.New().ToString(),
            Run = run.ToString(),
            RequesterIssuer = claim.Issuer,
            RequesterSubject = claim.Holder,
            RequesterUser = _parties.UserOf(claim.Tenant, claim.Issuer, claim.Holder),
            RequesterActorIssuer = requester?.Issuer,
            RequesterActor = requester?.Subject,
            Kind = request.Action.Kind,
            Command = request.Action.Command,
            Cwd = request.Action.Cwd,
            Agent = request.Action.Agent,
            Session = request.Action.Session,
            Digest = request.Action.ToDigest().ToString(),
            OffersAlways = request.OffersAlways,
            CreatedTicks = now,
            ExpiresTicks = now + (request.Lifetime ?? _options.DefaultLifetime).Ticks,
            Status = ApprovalStatus.Pending.ToText(),
            Version = 1,
        };
    }

    // SECURITY: asked inside the commit. What was revoked between the look and the commit counts no more.
    private bool Holds(AccessPermit permit, AccessAction action, ResourceId id) =>
        _engine.Holds(permit, action, id.ToString(), new DateTimeOffset(NowTicks, TimeSpan.Zero));

    private static InvalidOperationException NoProgress() => new("The store of approvals says each time that somebody else was first.");

    private Approval? Publish(TenantId tenant, string name, ApprovalRecord? record)
    {
        if (record is null || new KeptApproval(tenant, record, isWhole: true).At(NowTicks) is not { } approval)
        {
            return null;
        }

        _feed.Publish(new ApprovalEvent(name, approval));
        return approval;
    }

    private ApprovalResult NotFound(AccessPermit permit, ApprovalId id, RunId? run, string? correlationId)
    {
        _trail.NotFound(permit, id, run, correlationId);
        return ApprovalResult.Refused(ApprovalRefusal.NotFound.Reason, ApprovalRefusal.NotFound.Message);
    }

    private ApprovalResult Refused(AccessPermit permit, ApprovalRecord record, ApprovalRefusal refusal, string? decision, string? correlationId)
    {
        _trail.Refused(permit, record, refusal, decision, correlationId);
        return ApprovalResult.Refused(refusal.Reason, refusal.Message);
    }

    private ApprovalResult Unavailable(AccessPermit permit, ResourceId id, RunId? run, string? correlationId)
    {
        _trail.Unavailable(permit, id, run, correlationId);
        return ApprovalResult.Refused(ApprovalRefusal.Unavailable.Reason, ApprovalRefusal.Unavailable.Message);
    }
}
