using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Live;

/// <summary>The look at a connection before a message beside a list of revoked ids, and an event among a thousand subscribers beside a loop without a filter.</summary>
internal static class LiveGate
{
    private const int Checks = 2_000_000;
    private const int Publishes = 200;

    public static void Run(GateReport report)
    {
        Check(report);
        FanOut(report);
    }

    private static void Check(GateReport report)
    {
        var world = new LiveWorld();
        var check = new Measured("live.check", Checks, world.Check);
        var list = new Measured("live.revoked-list", Checks, world.LookUp);
        Measured.Interleave(check, list);
        report.Print(check);
        report.Print(list);
        report.Beside("live.check.goal", check.Nanoseconds, "ns", 20);
        report.AtMost("live.check-over-revoked-list", check.Nanoseconds / list.Nanoseconds, "ratio", 1);
        report.AtMost("live.check.bytes-per-message", check.Bytes, "B/op", 0);
    }

    private static void FanOut(GateReport report)
    {
        var without = new FanOutWorld(eligible: 10, ofTenant: 1_000);
        var foreign = new FanOutWorld(eligible: 10, ofTenant: 10);
        var gate = new Measured("live.fan-out-10-of-1000", Publishes, without.Publish, without.Drain);
        var apart = new Measured("live.fan-out-10-beside-990-of-others", Publishes, foreign.Publish, foreign.Drain);
        var loop = new Measured("live.fan-out-unfiltered", Publishes, without.Broadcast, without.DrainBroadcast);
        Measured.Interleave(gate, apart, loop);
        report.Print(gate);
        report.Print(apart);
        report.Print(loop);
        report.AtMost("live.fan-out-over-unfiltered", gate.Nanoseconds / loop.Nanoseconds, "ratio", 1);
        report.Show("live.fan-out-beside-others-over-unfiltered", apart.Nanoseconds / loop.Nanoseconds, "ratio");
    }
}
