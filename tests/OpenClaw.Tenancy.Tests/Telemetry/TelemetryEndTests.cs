using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Telemetry;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>What a host measures ends with it: its own meter and its spans, and not the meter that a factory made and other parts may have.</summary>
public sealed class TelemetryEndTests
{
    [Fact]
    public void Count_that_nobody_reports_any_more_is_not_there()
    {
        using var world = new MeasuredWorld();
        world.Telemetry.Observe(TenancyCount.JobsWaiting, static () => 5).Dispose();

        Assert.False(world.Caught.Collect().ContainsKey("openclaw.tenancy.jobs.waiting"));
    }

    [Fact]
    public void Report_without_a_reader_is_refused_at_once()
    {
        using var world = new MeasuredWorld();

        Assert.Throws<ArgumentNullException>("read", () => world.Telemetry.Observe(TenancyCount.JobsWaiting, null!));
        Assert.Throws<ArgumentNullException>("read", () => world.Telemetry.Observe(TenancyAge.JobsOldest, null!));
    }

    [Fact]
    public void Meter_of_a_factory_outlives_the_host()
    {
        using var world = new MeasuredWorld();
        world.Telemetry.Observe(TenancyCount.JobsWaiting, static () => 5);

        world.World.Dispose();

        Assert.Equal(5, world.Caught.Collect()["openclaw.tenancy.jobs.waiting"]);
    }

    [Fact]
    public void Meter_of_the_hosts_own_ends_with_it()
    {
        int asked = 0;
        using var listener = new OwnInstruments();
        using (var world = new TestWorld())
        {
            world.Services.GetRequiredService<TenancyTelemetry>().Observe(TenancyCount.JobsWaiting, () => ++asked);
            listener.Collect();
            Assert.Equal(1, asked);
        }

        listener.Collect();
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Nobody_hears_the_spans_of_a_host_that_has_ended()
    {
        using var world = new TestWorld();
        ActivitySource spans = world.Services.GetRequiredService<TenancyTelemetry>().Spans;
        using var listener = new ActivityListener { ShouldListenTo = source => ReferenceEquals(source, spans) };
        ActivitySource.AddActivityListener(listener);
        Assert.True(spans.HasListeners());

        world.Dispose();

        Assert.False(spans.HasListeners());
    }

    /// <summary>Hears the instruments that its own thread makes after it began, and those of no other test.</summary>
    private sealed class OwnInstruments : IDisposable
    {
        private readonly MeterListener _listener = new();

        internal OwnInstruments()
        {
            int thread = Environment.CurrentManagedThreadId;
            bool began = false;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (began && Environment.CurrentManagedThreadId == thread && instrument.Meter.Name == TenancyTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
            _listener.Start();
            began = true;
        }

        internal void Collect() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();
    }
}
