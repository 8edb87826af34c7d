using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenClaw.Tenancy.TestKit.Telemetry;

/// <summary>Listens to the sources of these names, and keeps what has ended.</summary>
public sealed class CaughtSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public CaughtSpans(params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name, StringComparer.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What has ended, with the tenant that it names.</summary>
    public IReadOnlyList<(string Name, string? Tenant)> Ended => [.. _ended.Select(static a => (a.OperationName, (string?)a.GetTagItem("tenant.id")))];

    public void Dispose() => _listener.Dispose();
}
