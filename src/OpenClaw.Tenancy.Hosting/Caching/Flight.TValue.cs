using System.Runtime.ExceptionServices;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The making of one value of a type.</summary>
internal sealed class Flight<TValue> : Flight
{
    // A fault is a result and no exception of the task: nobody may be there to observe it.
    private readonly TaskCompletionSource<(bool Made, TValue? Value, ExceptionDispatchInfo? Fault)> _landed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<(bool Made, TValue? Value, ExceptionDispatchInfo? Fault)> Landed => _landed.Task;

    internal void Land(TValue value) => _landed.SetResult((true, value, null));

    /// <summary>It failed for everybody.</summary>
    internal void Fail(Exception fault) => _landed.SetResult((false, default, ExceptionDispatchInfo.Capture(fault)));

    /// <summary>It ended for a reason of its maker alone, so that whoever waits begins anew.</summary>
    internal void Break() => _landed.SetResult((false, default, null));
}
