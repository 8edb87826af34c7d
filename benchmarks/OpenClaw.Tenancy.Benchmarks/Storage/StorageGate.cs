using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Storage;

/// <summary>A storage key beside a bare concatenation of the same parts.</summary>
internal static class StorageGate
{
    private const double Goal = 60;
    private const double MaxRatio = 2;

    public static void Run(GateReport report)
    {
        const int Many = 500_000;
        var world = new StorageWorld();
        var concat = new Measured("storage.string-concat", Many, Loop(world.Concat));
        var key = new Measured("storage.text-key", Many, Loop(world.Key));
        var escaped = new Measured("storage.text-key-with-escapes", Many / 5, Loop(world.Escaped));
        var binary = new Measured("storage.binary-key", Many / 5, Loop(world.Binary));
        Measured.Interleave(concat, key, escaped, binary);
        foreach (Measured measured in new[] { concat, key, escaped, binary })
        {
            report.Print(measured);
        }

        report.Beside("storage.text-key.goal", key.Nanoseconds, "ns", Goal);
        report.AtMost("storage.text-key.bytes-over-one-string", key.Bytes - concat.Bytes, "B/op", 0);
        report.AtMost("storage.text-key-over-concat", key.Nanoseconds / concat.Nanoseconds, "ratio", MaxRatio);
    }

    private static Action<int> Loop<T>(Func<T> make)
        where T : class => times =>
    {
        for (int i = 0; i < times; i++)
        {
            GC.KeepAlive(make());
        }
    };
}
