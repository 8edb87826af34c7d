using System.Diagnostics.Metrics;

namespace OpenClaw.Tenancy.Telemetry;

/// <summary>The fixed names, units and kinds of what other parts report.</summary>
internal static class ObservedInstruments
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="what"/> has no name.</exception>
    internal static void Create(Meter meter, TenancyCount what, ObservedReads<long> reads)
    {
        (string name, string unit, bool grows, string text) = what switch
        {
            TenancyCount.LedgerWaiting => ("openclaw.tenancy.ledger.waiting", "{record}", false, "Audit records that wait for the ledger's store."),
            TenancyCount.LedgerDropped => ("openclaw.tenancy.ledger.dropped", "{record}", true, "Emitted audit records that were dropped."),
            TenancyCount.LiveConnections => ("openclaw.tenancy.connections", "{connection}", false, "Connections that are open."),
            TenancyCount.EventsDropped => ("openclaw.tenancy.events.dropped", "{event}", true, "Events that were delivered to nobody."),
            TenancyCount.JobsWaiting => ("openclaw.tenancy.jobs.waiting", "{job}", false, "Jobs that wait."),
            TenancyCount.JobsRunning => ("openclaw.tenancy.jobs.running", "{job}", false, "Jobs that run."),
            TenancyCount.LimitPartitions => ("openclaw.tenancy.limits.partitions", "{partition}", false, "Limiters that are held in memory."),
            TenancyCount.LimitRefusals => ("openclaw.tenancy.limits.refused", "{request}", true, "Requests that a limit refused."),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such count. Use a member of TenancyCount."),
        };
        if (grows)
        {
            meter.CreateObservableCounter(name, Sum, unit, text);
        }
        else
        {
            meter.CreateObservableUpDownCounter(name, Sum, unit, text);
        }

        IEnumerable<Measurement<long>> Sum()
        {
            long[] read = reads.Read();
            return read.Length == 0 ? [] : [new Measurement<long>(read.Sum(static n => Math.Max(n, 0)))];
        }
    }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="what"/> has no name.</exception>
    internal static void Create(Meter meter, TenancyAge what, ObservedReads<TimeSpan?> reads)
    {
        (string name, string text) = what switch
        {
            TenancyAge.DirectorySnapshot => ("openclaw.tenancy.directory.snapshot.age", "Age of the contents of the tenant directory."),
            TenancyAge.LedgerOldest => ("openclaw.tenancy.ledger.lag", "Age of the oldest audit record that waits for the ledger's store."),
            TenancyAge.JobsOldest => ("openclaw.tenancy.jobs.lag", "Age of the oldest job that may run and waits."),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such age. Use a member of TenancyAge."),
        };
        meter.CreateObservableGauge(name, Oldest, "s", text);

        IEnumerable<Measurement<double>> Oldest() => reads.Read().Max() is { } oldest ? [new Measurement<double>(Math.Max(oldest.TotalSeconds, 0))] : [];
    }
}
