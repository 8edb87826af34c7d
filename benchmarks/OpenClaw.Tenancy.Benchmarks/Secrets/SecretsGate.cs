using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Secrets;

/// <summary>Sealing and opening 1 KiB through the envelope, beside the bare cipher: with the tenant's data key in memory, and unwrapped before.</summary>
internal static class SecretsGate
{
    // The limit keeps it from growing; the goal is not shown to be reached cold.
    private const double MaxCachedRatio = 4.5;
    private const double MaxColdRatio = 20;

    public static void Run(GateReport report)
    {
        const int Many = 1_000;
        using var world = new SecretsWorld();
        var bare = new Measured("secrets.bare-seal-and-open", Many, Loop(world.BareSeal, world.BareOpen));
        var cached = new Measured("secrets.seal-and-open", Many, Loop(world.Seal, world.Open));
        var cold = new Measured("secrets.seal-and-open-cold", Many, Loop(world.SealAndOpenCold));
        var unwrap = new Measured("secrets.unwrap", Many, Loop(world.Unwrap));
        var seal = new Measured("secrets.seal", Many, Loop(world.Seal));
        var open = new Measured("secrets.open", Many, Loop(world.Open));
        var bareSeal = new Measured("secrets.bare-seal", Many, Loop(world.BareSeal));
        var bareOpen = new Measured("secrets.bare-open", Many, Loop(world.BareOpen));
        Measured[] all = [bare, cached, cold, unwrap, seal, open, bareSeal, bareOpen];
        Measured.Interleave(all);
        foreach (Measured measured in all)
        {
            report.Print(measured);
        }

        report.Beside("secrets.cached-over-bare.goal", cached.Nanoseconds / bare.Nanoseconds, "ratio", 3);
        report.Beside("secrets.cold-over-bare.goal", cold.Nanoseconds / bare.Nanoseconds, "ratio", 8);
        report.AtMost("secrets.cached-over-bare", cached.Nanoseconds / bare.Nanoseconds, "ratio", MaxCachedRatio);
        report.AtMost("secrets.cold-over-bare", cold.Nanoseconds / bare.Nanoseconds, "ratio", MaxColdRatio);
    }

    private static Action<int> Loop(params Func<object>[] acts) => times =>
    {
        for (int i = 0; i < times; i++)
        {
            foreach (Func<object> act in acts)
            {
                GC.KeepAlive(act());
            }
        }
    };
}
