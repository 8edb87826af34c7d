using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OpenClaw.Tenancy.Telemetry;

/// <summary>What the library measures and traces, under one name: its meter, its spans, and the places where other parts hand in numbers of theirs.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. Where nobody listens it costs a look. SECURITY: a metric has the tags
/// <see cref="OutcomeTag"/> and <see cref="ReasonTag"/>, each with fixed words, and no other: no tenant, no subject and no text of a caller.
/// </remarks>
public sealed class TenancyTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the source of spans: <c>OpenClaw.Tenancy</c>.</summary>
    public const string Name = "OpenClaw.Tenancy";

    /// <summary>How something ended: <c>allowed</c> or <c>denied</c>, of what no permit is about <c>ok</c> or <c>failed</c>.</summary>
    public const string OutcomeTag = "openclaw.tenancy.outcome";

    /// <summary>Why: a code of <see cref="DenyReasonExtensions.ToCode"/>.</summary>
    public const string ReasonTag = "openclaw.tenancy.reason";

    private readonly Meter _meter;
    private readonly bool _isOwnMeter;
    private readonly Lock _lock = new();
    private readonly Dictionary<TenancyCount, ObservedReads<long>> _counts = [];
    private readonly Dictionary<TenancyAge, ObservedReads<TimeSpan?>> _ages = [];

    internal TenancyTelemetry(IMeterFactory? meters)
    {
        string? version = typeof(TenancyTelemetry).Assembly.GetName().Version?.ToString(3);
        _isOwnMeter = meters is null;
        _meter = meters?.Create(Name, version) ?? new Meter(Name, version);
        Spans = new ActivitySource(Name, version);
        Decisions = new DecisionCounters(_meter);
    }

    /// <summary>The source of the library's spans.</summary>
    public ActivitySource Spans { get; }

    internal DecisionCounters Decisions { get; }

    /// <summary>Reports a number under its fixed name, without tags, from now on. What several hand in under one name is added up.</summary>
    /// <param name="what">What is counted.</param>
    /// <param name="read">Reads the number whenever somebody collects; quick, from any thread. One that throws is left out.</param>
    /// <returns>The end of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="what"/> has no name.</exception>
    public IDisposable Observe(TenancyCount what, Func<long> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObservedReads<long>? reads;
        lock (_lock)
        {
            if (!_counts.TryGetValue(what, out reads))
            {
                ObservedInstruments.Create(_meter, what, reads = new ObservedReads<long>());
                _counts.Add(what, reads);
            }
        }

        return reads.Add(read);
    }

    /// <summary>Reports an age in seconds under its fixed name, without tags, from now on. Of what several hand in under one name the oldest counts.</summary>
    /// <param name="what">The age of what.</param>
    /// <param name="read">Reads the age whenever somebody collects; null says nothing. Quick, from any thread. One that throws is left out.</param>
    /// <returns>The end of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="what"/> has no name.</exception>
    public IDisposable Observe(TenancyAge what, Func<TimeSpan?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObservedReads<TimeSpan?>? reads;
        lock (_lock)
        {
            if (!_ages.TryGetValue(what, out reads))
            {
                ObservedInstruments.Create(_meter, what, reads = new ObservedReads<TimeSpan?>());
                _ages.Add(what, reads);
            }
        }

        return reads.Add(read);
    }

    /// <summary>Measures and traces no more.</summary>
    public void Dispose()
    {
        Spans.Dispose();
        if (_isOwnMeter)
        {
            _meter.Dispose();
        }
    }
}
