using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.Benchmarks.Tokens;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Benchmarks.Directory;

/// <summary>An API key beside a cached token, a look-up among many tenants beside one among few, and what a tenant weighs.</summary>
internal static class DirectoryGate
{
    private const int Many = 100_000;
    private const int Few = 10;

    public static void Run(GateReport report)
    {
        Weigh(report);
        Keys(report);
        LookUps(report);
    }

    private static void Keys(GateReport report)
    {
        var tokens = new TokenWorld();
        var keys = new DirectoryWorld(Many);
        var token = new Measured("directory.cached-token", 50_000, DecisionLoops.Repeat(tokens.Verify));
        var key = new Measured("directory.api-key", 50_000, DecisionLoops.Repeat(keys.VerifyKey));
        Measured.Interleave(token, key);
        report.Print(token);
        report.Print(key);
        report.AtMost("directory.api-key-over-cached-token", key.Nanoseconds / token.Nanoseconds, "ratio", 1);
    }

    // The same number of texts in use in both. What grows with that number is memory traffic, which is printed and not gated.
    private static void LookUps(GateReport report)
    {
        const int Rounds = 1_000_000;
        var few = new DirectoryWorld(Few, hot: 8);
        var many = new DirectoryWorld(Many, hot: 8);
        var spread = new DirectoryWorld(Many, hot: 1_024);
        var all = new DirectoryWorld(Many, hot: 65_536);
        var among10 = new Measured("directory.look-up-among-10", Rounds, few.Find());
        var among100000 = new Measured("directory.look-up-among-100000", Rounds, many.Find());
        var hot = new Measured("directory.look-up-hot-set-of-1024", Rounds, spread.Find());
        var random = new Measured("directory.look-up-random-over-all", Rounds, all.Find());
        Measured.Interleave(among10, among100000, hot, random);
        foreach (Measured measured in new[] { among10, among100000, hot, random })
        {
            report.Print(measured);
        }

        report.AtMost("directory.look-up-100000-over-10", among100000.Nanoseconds / among10.Nanoseconds, "ratio", 1.3);
    }

    private static void Weigh(GateReport report)
    {
        TenantRegistration[] registrations = [.. Enumerable.Range(0, Many).Select(static i => new TenantRegistration(TenantId.From(DirectoryWorld.Name(i))))];
        TenantDirectory directory = new DirectoryWorld(1).Directory;
        directory.Add(new TenantRegistration(TenantId.From("first")));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (TenantRegistration registration in registrations[1..])
        {
            directory.Add(registration);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        report.Show("directory.memory-per-tenant", (double)(after - before) / (Many - 1), "B");
        GC.KeepAlive(directory);
        GC.KeepAlive(registrations);
    }
}
