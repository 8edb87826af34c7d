using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <content>How one learns what happened.</content>
public sealed partial class ApprovalDesk
{
    /// <summary>Waits until an approval of a run is pending no more: answered in whichever process, ended or taken back.</summary>
    /// <param name="permit">A permit for <see cref="Redeem"/> of this run.</param>
    /// <param name="run">The run.</param>
    /// <param name="id">The approval.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The approval as it stands then, or null when there is none of this run.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended, also meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the waiting.</exception>
    public async Task<Approval?> WaitAsync(AccessPermit permit, RunId run, ApprovalId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(id);
        var watcher = new ApprovalWatcher(_engine.Demand(permit, Redeem, run.ToString()), id.ToString(), buffer: 1);
        _feed.TryAdd(watcher, isCounted: false);
        try
        {
            while (true)
            {
                // Taken out before the look, so that what happens after it is not slept through.
                watcher.Events.TryRead(out _);
                TenantId tenant = _engine.Demand(permit, Redeem, run.ToString());
                KeptApproval? kept = await FindSettledAsync(tenant, id, cancellationToken).ConfigureAwait(false);
                if (kept?.IsOf(run) != true)
                {
                    return null;
                }

                if (!kept.Is(ApprovalStatus.Pending))
                {
                    return kept.At(NowTicks);
                }

                await NextLookAsync(watcher, kept.Record.ExpiresTicks, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _feed.Remove(watcher);
        }
    }

    /// <summary>Follows what happens to the approvals of a tenant in this process, from the first step of the reader on.</summary>
    /// <param name="permit">A permit for <see cref="Watch"/>.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The events, until the permit dies: then the stream ends. A step throws <see cref="ApprovalStreamLostException"/> where the reader did not keep up, or the tenant has too many watchers.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public IAsyncEnumerable<ApprovalEvent> WatchAsync(AccessPermit permit, CancellationToken cancellationToken) =>
        FollowAsync(permit, new ApprovalWatcher(_engine.Demand(permit, Watch), approval: null, _options.EventBuffer), cancellationToken);

    private async IAsyncEnumerable<ApprovalEvent> FollowAsync(AccessPermit permit, ApprovalWatcher watcher, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_feed.TryAdd(watcher, isCounted: true))
        {
            throw new ApprovalStreamLostException("The tenant has as many watchers of approvals as it may have. End one, or raise ApprovalOptions.MaxWatchers.");
        }

        try
        {
            while (_engine.Holds(permit, Watch, resourceId: null, new DateTimeOffset(NowTicks, TimeSpan.Zero)))
            {
                // SECURITY: the permit is looked at before each event, and while there is none.
                if (watcher.Events.TryRead(out ApprovalEvent? happened))
                {
                    yield return happened;
                }
                else
                {
                    await NextLookAsync(watcher, long.MaxValue, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _feed.Remove(watcher);
        }
    }

    // Ends with the next event, at the approval's end, or after a while, whichever is first.
    private async Task NextLookAsync(ApprovalWatcher watcher, long endTicks, CancellationToken cancellationToken)
    {
        TimeSpan left = TimeSpan.FromTicks(Math.Max(0, endTicks - NowTicks));
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pause = Task.Delay(left < _options.PollInterval ? left : _options.PollInterval, _realm.Time, looking.Token);
        Task<bool> next = watcher.Events.WaitToReadAsync(looking.Token).AsTask();
        Task first = await Task.WhenAny(pause, next).ConfigureAwait(false);
        await looking.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // A stream that was lost says so here.
        await first.ConfigureAwait(false);
    }
}
