using System.Diagnostics.Metrics;

namespace OpenClaw.Tenancy.Benchmarks.Telemetry;

/// <summary>The meters of one world, heard by one listener that does nothing with them.</summary>
internal sealed class OwnMeters : IMeterFactory
{
    private readonly MeterListener _listener = new();

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose() => _listener.Dispose();

    internal void Listen()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _listener.Start();
    }
}
