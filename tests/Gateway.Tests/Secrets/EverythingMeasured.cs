using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Tests.Secrets;

/// <summary>Every tag, event and name of every activity, and every tag of every measurement of the process.</summary>
public sealed class EverythingMeasured : IDisposable
{
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly ActivityListener _activities = new();
    private readonly MeterListener _meters = new();
    private int _ended;
    private int _measured;

    public EverythingMeasured()
    {
        _activities.ShouldListenTo = static _ => true;
        _activities.Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        _activities.ActivityStopped = Note;
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.Start();
    }

    public IReadOnlyCollection<string> Seen => _seen;

    public int Activities => _ended;

    public int Measurements => _measured;

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Note(Activity activity)
    {
        Interlocked.Increment(ref _ended);
        _seen.Enqueue(string.Join('|',
            [
                activity.OperationName, activity.DisplayName, activity.StatusDescription ?? string.Empty, activity.TraceStateString ?? string.Empty, .. activity.Baggage.Select(static b => $"{b.Key}={b.Value}"),
                .. activity.TagObjects.Select(static t => $"{t.Key}={t.Value}"),
                .. activity.Events.Select(static e => e.Name + string.Concat(e.Tags.Select(static t => $"{t.Key}={t.Value}"))),
            ]));
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Interlocked.Increment(ref _measured);
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            _seen.Enqueue($"{instrument.Meter.Name}/{instrument.Name} {tag.Key}={tag.Value}");
        }
    }
}
