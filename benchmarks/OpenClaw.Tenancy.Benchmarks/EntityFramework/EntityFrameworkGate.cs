using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.EntityFramework;

/// <summary>A point read through a tenant-safe context, beside the same read with the tenant written by hand.</summary>
internal static class EntityFrameworkGate
{
    private const int Reads = 400;

    public static void Run(GateReport report)
    {
        using var world = new EntityFrameworkWorld();
        var safe = new Measured("ef.point-read.tenant-safe", Reads, DecisionLoops.Repeat(world.ReadSafe));
        var byHand = new Measured("ef.point-read.by-hand", Reads, DecisionLoops.Repeat(world.ReadByHand));
        Measured.Interleave(safe, byHand);
        report.Print(safe);
        report.Print(byHand);
        report.AtMost("ef.tenant-safe-over-by-hand", safe.Nanoseconds / byHand.Nanoseconds, "ratio", 1.15);
    }
}
