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
    public static void Run(GateReport report)
    {
        // A round fits into what may wait for the disk, and each begins with nothing waiting: so none is dropped, which would be cheaper,
        // and what is measured is the request and not how far the disk is behind.
        const int Many = 1_000;
        const int Rounds = 401;
        var tokens = new TokenWorld();
        string folder = System.IO.Directory.CreateTempSubdirectory("bench").FullName;
        InProcessServer without = RequestApps.Recording(tokens, AllowedRecords.NotRecorded, Path.Combine(folder, "without"), out _);
        InProcessServer with = RequestApps.Recording(tokens, AllowedRecords.Emitted, Path.Combine(folder, "with"), out IServiceProvider services);
        JsonlAuditLedger ledger = services.GetRequiredService<JsonlAuditLedger>();

        var withoutCost = new Measured("request.not-recorded", Many, Send(without, tokens), Settle);
        var withCost = new Measured("request.recorded", Many, Send(with, tokens), Settle);
        for (int i = 0; i < 30; i++)
        {
            // The rounds are short, so that they alone would not do for the runtime to learn what it compiles.
            Send(without, tokens)(Many);
            Send(with, tokens)(Many);
            Settle();
        }

        Measured.Interleave(Rounds, withoutCost, withCost);
        report.Print(withoutCost);
        report.Print(withCost);

        // The goal is not reached where the writer of the ledger has a processor of its own beside the request's; the limit only keeps it from growing.
        double ratio = withCost.Nanoseconds / withoutCost.Nanoseconds;
        report.Beside("request.recorded-over-not.goal", ratio, "ratio", 1.1);
        report.AtMost("request.recorded-over-not", ratio, "ratio", 2.2);

        Settle();
        RequireWhole(services);

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
