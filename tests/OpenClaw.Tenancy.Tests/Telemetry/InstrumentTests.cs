using System.Diagnostics.Metrics;
using OpenClaw.Tenancy.Telemetry;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>Each instrument is of its kind and says what it measures: a count that grows is a counter, and what goes up and down is a gauge.</summary>
public sealed class InstrumentTests
{
    [Fact]
    public void Each_instrument_has_its_kind_its_unit_and_its_text()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == TenancyTelemetry.Name)
            {
                lock (found)
                {
                    found.Add($"{instrument.Name} {instrument.GetType().Name.Split('`')[0]} {instrument.Unit} {instrument.Description}");
                }
            }
        };
        listener.Start();

        using var world = new MeasuredWorld();
        foreach (TenancyCount what in Enum.GetValues<TenancyCount>().Except([TenancyCount.Unspecified]))
        {
            world.Telemetry.Observe(what, static () => 1).Dispose();
        }

        foreach (TenancyAge what in Enum.GetValues<TenancyAge>().Except([TenancyAge.Unspecified]))
        {
            world.Telemetry.Observe(what, static () => null).Dispose();
        }

        Assert.Equal(
            [
                "openclaw.tenancy.connections ObservableUpDownCounter {connection} Connections that are open.",
                "openclaw.tenancy.decisions Counter {decision} Requests that the policy engine allowed or denied.",
                "openclaw.tenancy.denials Counter {denial} Refusals, those for reasons outside of the gates too.",
                "openclaw.tenancy.directory.snapshot.age ObservableGauge s Age of the contents of the tenant directory.",
                "openclaw.tenancy.evaluator.faults Counter {fault} Evaluators that threw or took too long.",
                "openclaw.tenancy.events.dropped ObservableCounter {event} Events that were delivered to nobody.",
                "openclaw.tenancy.jobs.lag ObservableGauge s Age of the oldest job that may run and waits.",
                "openclaw.tenancy.jobs.running ObservableUpDownCounter {job} Jobs that run.",
                "openclaw.tenancy.jobs.waiting ObservableUpDownCounter {job} Jobs that wait.",
                "openclaw.tenancy.ledger.dropped ObservableCounter {record} Emitted audit records that were dropped.",
                "openclaw.tenancy.ledger.lag ObservableGauge s Age of the oldest audit record that waits for the ledger's store.",
                "openclaw.tenancy.ledger.waiting ObservableUpDownCounter {record} Audit records that wait for the ledger's store.",
                "openclaw.tenancy.limits.partitions ObservableUpDownCounter {partition} Limiters that are held in memory.",
                "openclaw.tenancy.limits.refused ObservableCounter {request} Requests that a limit refused.",
            ],
            found.Order(StringComparer.Ordinal));
    }
}
