using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.Benchmarks.Tokens;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>What a record of each allowed request costs the request, over the durable ledger in files, beside the same host that records none.</summary>
internal static class RecordGate
{
    // A round fits into what may wait for the disk, and each begins with nothing waiting: so none is dropped, which would be cheaper,
    // and what is measured is the request and not how far the disk is behind.
    private const int Many = 1_000;

    public static void Run(GateReport report)
    {
        var tokens = new TokenWorld();
        string folder = System.IO.Directory.CreateTempSubdirectory("bench").FullName;
        OnLoopback(report, tokens, folder);
        InProcess(report, tokens, folder);
    }

    // A request as hosts have them: through Kestrel, on a kept connection.
    private static void OnLoopback(GateReport report, TokenWorld tokens, string folder)
    {
        const int Rounds = 61;
        using LoopbackServer without = RequestApps.RecordingOnLoopback(tokens, AllowedRecords.NotRecorded, Path.Combine(folder, "loopback-without"));
        using LoopbackServer with = RequestApps.RecordingOnLoopback(tokens, AllowedRecords.Emitted, Path.Combine(folder, "loopback-with"));
        double ratio = Measure(report, "request.loopback", Rounds, without.Get, with.Get, with.Services);

        // The limit leaves room for a machine that others use; the goal is what a quiet one shows.
        report.Beside("request.loopback-recorded-over-not.goal", ratio, "ratio", 1.1);
        report.AtMost("request.loopback-recorded-over-not", ratio, "ratio", 1.3);
    }

    // The middleware alone, without a server and a socket around it: about two microseconds, in which a record shows most.
    private static void InProcess(GateReport report, TokenWorld tokens, string folder)
    {
        const int Rounds = 401;
        InProcessServer without = RequestApps.Recording(tokens, AllowedRecords.NotRecorded, Path.Combine(folder, "without"), out _);
        InProcessServer with = RequestApps.Recording(tokens, AllowedRecords.Emitted, Path.Combine(folder, "with"), out IServiceProvider services);
        double ratio = Measure(report, "request.bare", Rounds, Send(without, tokens), Send(with, tokens), services);
        report.AtMost("request.bare-recorded-over-not", ratio, "ratio", 1.6);
    }

    private static double Measure(GateReport report, string name, int rounds, Action<int> without, Action<int> with, IServiceProvider services)
    {
        JsonlAuditLedger ledger = services.GetRequiredService<JsonlAuditLedger>();
        var withoutCost = new Measured($"{name}-not-recorded", Many, without, Settle);
        var withCost = new Measured($"{name}-recorded", Many, with, Settle);
        for (int i = 0; i < 30; i++)
        {
            // The rounds are short, so that they alone would not do for the runtime to learn what it compiles.
            without(Many);
            with(Many);
            Settle();
        }

        Measured.Interleave(rounds, withoutCost, withCost);
        report.Print(withoutCost);
        report.Print(withCost);
        Settle();
        RequireWhole(services);
        return withCost.Nanoseconds / withoutCost.Nanoseconds;

        void Settle() => ledger.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private static void RequireWhole(IServiceProvider services)
    {
        var trail = TrailAccess.DangerousForOperator(TenantId.From("acme"), "a benchmark looks whether anything was dropped");
        IReadOnlyList<AuditEntry> entries = services.GetRequiredService<IAuditTrailStore>().ReadAsync(trail, 1, int.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        long dropped = entries.Select(static e => e.ToRecord(TenantId.From)).Sum(static r => r.Envelope.Suppressed);
        if (entries.Count == 0 || dropped != 0)
        {
            throw new InvalidOperationException($"{dropped} records of {entries.Count} were dropped, so that the figures say nothing.");
        }
    }

    private static Action<int> Send(InProcessServer server, TokenWorld tokens) => DecisionLoops.Repeat(() => server.Get(tokens.Header, sameConnection: true) == 200);
}
