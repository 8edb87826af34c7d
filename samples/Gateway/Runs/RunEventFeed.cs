using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Follows the events of a run for as long as its follower may read them.</summary>
public sealed class RunEventFeed(PolicyEngine engine, GatewayActions actions, IRunStore runs, TimeProvider time)
{
    // A follower who waits for an event is looked at again after this long at the latest.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>The events after a certain one, up to the run's last. It ends early when the run is gone or the permit holds no more.</summary>
    public async IAsyncEnumerable<RunEvent> FollowAsync(AccessPermit permit, string id, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(permit, id, after, cancellationToken) is { } slice)
        {
            foreach (RunEvent happened in slice.Events)
            {
                // SECURITY: before each event, because its follower may have lost the right since the last one.
                if (!Holds(permit, id))
                {
                    yield break;
                }

                yield return happened;
                after = happened.Sequence;
            }

            if (slice.IsEnded)
            {
                yield break;
            }

            await WaitAsync(slice.Changed, cancellationToken);
        }
    }

    private async ValueTask<RunSlice?> ReadAsync(AccessPermit permit, string id, long after, CancellationToken cancellationToken)
    {
        try
        {
            return Holds(permit, id) ? await runs.ReadEventsAsync(permit, id, after, cancellationToken) : null;
        }
        catch (TenantScopeRequiredException)
        {
            // It died between the two looks.
            return null;
        }
    }

    private bool Holds(AccessPermit permit, string id) => engine.Holds(permit, actions.ReadRun, id, time.GetUtcNow());

    private async Task WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(Tick, time, tick.Token));
        await tick.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
