using System.Diagnostics.Metrics;
using System.Globalization;

namespace OpenClaw.Tenancy.TestKit.Telemetry;

/// <summary>The meters of one host, and everything that they measured. Register it as the host's <see cref="IMeterFactory"/>: it hears no other host of the process.</summary>
public sealed class CaughtMetrics : IMeterFactory
{
    private readonly Lock _lock = new();
    private readonly List<Meter> _meters = [];
    private readonly List<(string Name, string? Unit, double Value, string Tags)> _measured = [];
    private readonly MeterListener _listener = new();

    public CaughtMetrics(bool listens = true)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        if (listens)
        {
            _listener.Start();
        }
    }

    /// <summary>Called with each measurement; it may throw.</summary>
    public Action OnMeasured { get; set; } = static () => { };

    /// <summary>What was measured, one after the other.</summary>
    public IReadOnlyList<(string Name, string? Unit, double Value, string Tags)> Measured
    {
        get
        {
            lock (_lock)
            {
                return [.. _measured];
            }
        }
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>Asks what is observed, and gives each value under its name.</summary>
    public IReadOnlyDictionary<string, double> Collect()
    {
        lock (_lock)
        {
            _measured.Clear();
        }

        _listener.RecordObservableInstruments();
        return Measured.ToDictionary(static m => m.Name, static m => m.Value, StringComparer.Ordinal);
    }

    /// <summary>How often something was counted, for each set of tags.</summary>
    public IReadOnlyDictionary<string, double> Sums(string name) => Measured.Where(m => m.Name == name)
        .GroupBy(static m => m.Tags, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Sum(static m => m.Value), StringComparer.Ordinal);

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(static m => m.Dispose());
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string text = string.Join(',', tags.ToArray().Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}")).Order(StringComparer.Ordinal));
        lock (_lock)
        {
            _measured.Add((instrument.Name, instrument.Unit, value, text));
        }

        OnMeasured();
    }
}
