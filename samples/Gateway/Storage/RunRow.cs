using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>A run as it is kept, with its last events. Touched under the lock of its tables alone.</summary>
public sealed class RunRow(TenantId tenant, Run run)
{
    private const int MaxEvents = 4096;
    private const int DropAtOnce = MaxEvents / 4;

    private readonly List<RunEvent> _events = [];
    private TaskCompletionSource _changed = NewSignal();

    public TenantId Tenant { get; } = tenant;

    public Run Run { get; private set; } = run;

    public long LastSequence { get; private set; }

    public void Move(Run run)
    {
        Run = run;
        Signal();
    }

    public void Add(RunEvent happened)
    {
        if (_events.Count == MaxEvents)
        {
            // Who resumes from before the kept ones sees the gap in the numbers.
            _events.RemoveRange(0, DropAtOnce);
        }

        _events.Add(happened with { Sequence = ++LastSequence });
        Signal();
    }

    public RunSlice After(long sequence)
    {
        long dropped = LastSequence - _events.Count;
        int from = (int)Math.Clamp(sequence - dropped, 0, _events.Count);
        return new RunSlice(_events[from..], LastSequence, Run.IsEnded, _changed.Task);
    }

    public void Signal()
    {
        TaskCompletionSource before = _changed;
        _changed = NewSignal();
        before.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
