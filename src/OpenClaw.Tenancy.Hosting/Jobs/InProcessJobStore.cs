using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Threading.Channels;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>Jobs in the memory of this process: they end with it.</summary>
/// <remarks>
/// Tenants that have a job due stand in a ring. Whose turn it is gives one job and goes to the end, so a tenant waits for one job of each other
/// and not for their number. Delays and leases go by the process's own counter: a clock that is set changes none.
/// </remarks>
internal sealed class InProcessJobStore : ITenantJobStore, IDisposable
{
    // A timer takes no more than 49 days. Who is woken too early looks, and waits again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Dictionary<string, TenantLane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<TenantLane> _ring = new();
    private readonly PriorityQueue<WaitingJob, TimeSpan> _later = new();
    private readonly Dictionary<string, WaitingJob> _leased = new(StringComparer.Ordinal);

    // One mark for any number of reasons to look.
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _timer;
    private int _count;

    internal InProcessJobStore(TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());

        // SECURITY: a timer carries the context of whoever makes it for as long as it lives. This one is nobody's.
        _timer = Detached.Run(() => time.CreateTimer(static state => ((InProcessJobStore)state!).Mark(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    public bool IsDurable => false;

    /// <summary>How many jobs there are.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>How many of them nobody has taken.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _count - _leased.Count;
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public ValueTask<JobAddition> AddAsync(StoredJob job, JobLimits limits, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            TenantLane lane = _lanes.TryGetValue(job.Tenant, out TenantLane? found) ? found : new TenantLane(job.Tenant);
            if (lane.Keys.Find(job, _time.GetUtcNow()) is { } known)
            {
                return new ValueTask<JobAddition>(known);
            }

            if (lane.Count >= limits.PerTenant || _count >= limits.InAll)
            {
                return new ValueTask<JobAddition>(new JobAddition(lane.Count >= limits.PerTenant ? JobAdditionOutcome.TenantFull : JobAdditionOutcome.Full, null));
            }

            lane.Keys.Remember(job, limits.PerTenant, _time.GetUtcNow());
            _lanes[job.Tenant] = lane;
            lane.Count++;
            Volatile.Write(ref _count, _count + 1);
            Put(lane, new WaitingJob(job), job.Delay);
            return new ValueTask<JobAddition>(new JobAddition(JobAdditionOutcome.Added, job.Id));
        }
    }

    public ValueTask<LeasedJob?> TakeAsync(JobTurn turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            BringDue();
            for (int left = _ring.Count; left > 0; left--)
            {
                TenantLane lane = _ring.Dequeue();
                lane.InRing = false;
                WaitingJob? job = turn.Admits(lane.Tenant) && lane.WaitsUntil <= Now ? Next(lane, turn.Kinds) : null;

                // INVARIANT: to the end after each turn, and also after one that gave nothing.
                Enter(lane);
                if (job is not null)
                {
                    return new ValueTask<LeasedJob?>(Lease(job, turn.Lease));
                }
            }

            Arm();
            return new ValueTask<LeasedJob?>((LeasedJob?)null);
        }
    }

    public ValueTask<bool> RenewAsync(LeasedJob job, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!IsUnder(job, out WaitingJob? held))
            {
                return new ValueTask<bool>(false);
            }

            // The earlier end stays in the line and is passed over when it comes.
            held.DueAt = Now + lease;
            _later.Enqueue(held, held.DueAt);
            return new ValueTask<bool>(true);
        }
    }

    public ValueTask SettleAsync(LeasedJob job, JobSettlement settlement, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsUnder(job, out WaitingJob? held))
            {
                _leased.Remove(job.Lease);
                (held.Lease, held.DueAt) = (null, TimeSpan.MinValue);
                Settle(_lanes[held.Job.Tenant], held, settlement);
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _due.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask EraseAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        string owner = tenant.ToString();
        lock (_lock)
        {
            if (_lanes.Remove(owner, out TenantLane? lane))
            {
                Volatile.Write(ref _count, _count - lane.Count);
                lane.Due.Clear();
                foreach ((string lease, WaitingJob job) in _leased.Where(l => string.Equals(l.Value.Job.Tenant, owner, StringComparison.Ordinal)).ToArray())
                {
                    _leased.Remove(lease);
                    job.Lease = null;
                }

                (WaitingJob Element, TimeSpan Priority)[] kept = [.. _later.UnorderedItems.Where(l => !string.Equals(l.Element.Job.Tenant, owner, StringComparison.Ordinal))];
                _later.Clear();
                _later.EnqueueRange(kept);
            }
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    private void Settle(TenantLane lane, WaitingJob job, JobSettlement settlement)
    {
        if (settlement.Fate is JobFate.Done or JobFate.Dead)
        {
            lane.Count--;
            Volatile.Write(ref _count, _count - 1);
            Forget(lane);
            return;
        }

        job.Attempts -= settlement.CountsAttempt ? 0 : 1;
        lane.WaitsUntil = settlement.Fate == JobFate.TenantWaits ? Now + settlement.After : lane.WaitsUntil;
        Put(lane, job, settlement.After);
    }

    // Of a tenant that has no jobs and no keys nothing is left.
    private void Forget(TenantLane lane)
    {
        if (lane.Count == 0 && !lane.InRing && lane.Keys.AreAllOver(_time.GetUtcNow()))
        {
            _lanes.Remove(lane.Tenant);
        }
    }

    private void Put(TenantLane lane, WaitingJob job, TimeSpan delay)
    {
        job.DueAt = delay < TimeSpan.MaxValue - Now ? Now + delay : TimeSpan.MaxValue;
        if (delay > TimeSpan.Zero)
        {
            _later.Enqueue(job, job.DueAt);
            Arm();
            return;
        }

        lane.Due.Enqueue(job);
        Enter(lane);
        Mark();
    }

    private void Enter(TenantLane lane)
    {
        if (!lane.InRing && lane.Due.Count > 0)
        {
            lane.InRing = true;
            _ring.Enqueue(lane);
        }
    }

    /// <summary>Puts into the lanes what has become due: delays that are over, and leases that nobody renewed.</summary>
    private void BringDue()
    {
        while (_later.TryPeek(out WaitingJob? job, out TimeSpan at) && at <= Now)
        {
            _later.Dequeue();

            // One that was renewed, or settled, since it was put there stands elsewhere.
            if (job.DueAt == at && _lanes.TryGetValue(job.Job.Tenant, out TenantLane? lane))
            {
                if (job.Lease is { } lost)
                {
                    _leased.Remove(lost);
                    job.Lease = null;
                }

                job.DueAt = TimeSpan.MinValue;
                lane.Due.Enqueue(job);
                Enter(lane);
            }
        }
    }

    // The oldest of the kinds that are asked for. Those of others go behind it.
    private static WaitingJob? Next(TenantLane lane, IReadOnlyCollection<string> kinds)
    {
        WaitingJob? found = null;
        for (int left = lane.Due.Count; left > 0 && found is null; left--)
        {
            WaitingJob job = lane.Due.Dequeue();
            if (kinds.Contains(job.Job.Kind))
            {
                found = job;
            }
            else
            {
                lane.Due.Enqueue(job);
            }
        }

        return found;
    }

    private LeasedJob Lease(WaitingJob job, TimeSpan lease)
    {
        job.Lease = RandomNumberGenerator.GetHexString(32, lowercase: true);
        job.Attempts++;
        job.DueAt = Now + lease;
        _later.Enqueue(job, job.DueAt);
        _leased[job.Lease] = job;
        Tidy();
        return new LeasedJob(job.Job, job.Lease, job.Attempts);
    }

    // Ends of leases that are settled stand in the line until they come. Not more of them than there are jobs, give or take a thousand.
    private void Tidy()
    {
        if (_later.Count > (2 * _count) + 1024)
        {
            (WaitingJob Element, TimeSpan Priority)[] kept = [.. _later.UnorderedItems.Where(static l => l.Element.DueAt == l.Priority)];
            _later.Clear();
            _later.EnqueueRange(kept);
        }
    }

    private bool IsUnder(LeasedJob job, [NotNullWhen(true)] out WaitingJob? held) => _leased.TryGetValue(job.Lease, out held);

    // To the next moment at which something becomes due, a waiting tenant's too.
    private void Arm()
    {
        TimeSpan next = _later.TryPeek(out _, out TimeSpan at) ? at : TimeSpan.MaxValue;
        foreach (TenantLane lane in _ring)
        {
            next = lane.WaitsUntil > Now && lane.WaitsUntil < next ? lane.WaitsUntil : next;
        }

        if (next != TimeSpan.MaxValue)
        {
            TimeSpan wait = next > Now ? next - Now : TimeSpan.Zero;
            _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Mark() => _due.Writer.TryWrite(true);
}
