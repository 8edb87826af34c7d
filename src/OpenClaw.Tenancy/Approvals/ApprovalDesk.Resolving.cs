using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <content>How an approval is answered.</content>
public sealed partial class ApprovalDesk
{
    /// <summary>Answers an approval. The first answer counts; a later one changes nothing and is told which one did.</summary>
    /// <param name="permit">A permit for <see cref="Resolve"/> of this approval.</param>
    /// <param name="id">The approval.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Ends the waiting; the answer may count nevertheless.</param>
    /// <returns>The approval as it stands now and whether this answer did it, or why not.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the waiting.</exception>
    public async Task<ApprovalResult> ResolveAsync(AccessPermit permit, ApprovalId id, ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(answer);
        TenantId tenant = _engine.Demand(permit, Resolve, id.ToString());
        try
        {
            return await ResolveCoreAsync(permit, tenant, id, answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Unavailable(permit, id, answer.Run, answer.CorrelationId);
        }
    }

    private async Task<ApprovalResult> ResolveCoreAsync(AccessPermit permit, TenantId tenant, ApprovalId id, ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        bool isRecorded = false;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            KeptApproval? kept = await FindSettledAsync(tenant, id, cancellationToken).ConfigureAwait(false);
            if (kept is null || !kept.IsOf(answer.Run))
            {
                return NotFound(permit, id, answer.Run, answer.CorrelationId);
            }

            ApprovalRecord next = Answered(kept.Record, permit, answer);
            if (Objection(kept, permit, tenant, answer, next.Decision) is { } objection)
            {
                return objection;
            }

            if (!isRecorded && !await _trail.RecordAsync(permit, next, next.Decision, answer.CorrelationId, cancellationToken).ConfigureAwait(false))
            {
                return Refused(permit, kept.Record, ApprovalRefusal.NoRecord, next.Decision, answer.CorrelationId);
            }

            isRecorded = true;
            switch (await _approvals.ReplaceAsync(tenant, next, () => MayResolve(permit, id, next), cancellationToken).ConfigureAwait(false))
            {
                case ApprovalCommit.Done:
                    return ApprovalResult.Applied(Publish(tenant, ApprovalEvent.Resolved, next)!);
                case ApprovalCommit.Refused when !Holds(permit, Resolve, id):
                    return Refused(permit, kept.Record, ApprovalRefusal.AuthorityEnded, next.Decision, answer.CorrelationId);
            }
        }

        throw NoProgress();
    }

    // Null where the answer may count.
    private ApprovalResult? Objection(KeptApproval kept, AccessPermit permit, TenantId tenant, ApprovalAnswer answer, string? decision)
    {
        if (_parties.IsRequester(kept.Record, tenant, permit.Claim))
        {
            return Refused(permit, kept.Record, ApprovalRefusal.OwnRequest, decision, answer.CorrelationId);
        }

        // SECURITY: an allowance stands when the grant is over and revoked. Whoever comes by one denies, and allows nothing.
        if (permit.Claim.Grant is not null && !string.Equals(decision, ApprovalDecision.Deny.ToText()))
        {
            return Refused(permit, kept.Record, ApprovalRefusal.ByGrant, decision, answer.CorrelationId);
        }

        if (answer.Seen is { } seen && !string.Equals(seen.ToString(), kept.Record.Digest))
        {
            return NotFound(permit, ApprovalId.From(kept.Record.Id), RunId.From(kept.Record.Run), answer.CorrelationId);
        }

        if (kept.Is(ApprovalStatus.Pending))
        {
            return null;
        }

        if (kept.At(NowTicks) is not { } standing)
        {
            return Refused(permit, kept.Record, ApprovalRefusal.Corrupt, decision, answer.CorrelationId);
        }

        _trail.TooLate(permit, kept.Record, decision, answer.CorrelationId);
        return ApprovalResult.Standing(standing);
    }

    private ApprovalRecord Answered(ApprovalRecord record, AccessPermit permit, ApprovalAnswer answer)
    {
        ApprovalDecision decision = ApprovalTexts.DecisionOf(answer.Decision);
        bool isMeant = string.Equals(decision.ToText(), answer.Decision)
            && (answer.Kind is null || string.Equals(answer.Kind, record.Kind))
            && (decision != ApprovalDecision.AllowAlways || record.OffersAlways);
        decision = isMeant ? decision : ApprovalDecision.Deny;
        int uses = decision switch { ApprovalDecision.AllowOnce => 1, ApprovalDecision.AllowAlways => _options.MaxUses, _ => 0 };
        return record with
        {
            Status = (decision == ApprovalDecision.Deny ? ApprovalStatus.Denied : ApprovalStatus.Allowed).ToText(),
            Reason = (isMeant ? ApprovalReason.User : ApprovalReason.MalformedVerdict).ToText(),
            Decision = decision.ToText(),
            ResolverTenant = permit.Claim.Tenant.ToString(),
            ResolverIssuer = permit.Claim.Issuer,
            ResolverSubject = permit.Claim.Holder,
            ResolverCredential = permit.Claim.CredentialId,
            ResolverGeneration = _parties.GenerationOf(permit.Claim),
            ResolvedTicks = NowTicks,
            Uses = uses,
            UsesLeft = uses,
            Version = record.Version + 1,
        };
    }

    // INVARIANT: asked with the record held, just before it is visible: the authority, and the approval's own end.
    private bool MayResolve(AccessPermit permit, ApprovalId id, ApprovalRecord next) => NowTicks < next.ExpiresTicks && Holds(permit, Resolve, id);
}
