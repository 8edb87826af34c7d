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

    /// <summary>The span with which a server answered a request of a trace, once it has ended.</summary>
    public async Task<(string Name, string? Tenant)> ServerSpanAsync(string traceId)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_ended.FirstOrDefault(a => a.Kind == ActivityKind.Server && a.TraceId.ToHexString() == traceId) is { } span)
            {
                return (span.OperationName, (string?)span.GetTagItem("tenant.id"));
            }

            await Task.Delay(5, guard.Token).ConfigureAwait(false);
        }
    }

    public void Dispose() => _listener.Dispose();
}
