using System.Diagnostics;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Directory;
using OpenClaw.Tenancy.Benchmarks.Egress;
using OpenClaw.Tenancy.Benchmarks.EntityFramework;
using OpenClaw.Tenancy.Benchmarks.Files;
using OpenClaw.Tenancy.Benchmarks.Ledger;
using OpenClaw.Tenancy.Benchmarks.Limits;
using OpenClaw.Tenancy.Benchmarks.Live;
using OpenClaw.Tenancy.Benchmarks.Postgres;
using OpenClaw.Tenancy.Benchmarks.Requests;
using OpenClaw.Tenancy.Benchmarks.Secrets;
using OpenClaw.Tenancy.Benchmarks.Storage;
using OpenClaw.Tenancy.Benchmarks.Telemetry;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Gate;

/// <summary>The short form of the benchmarks, with limits on ratios and bytes.</summary>
/// <remarks>
/// A machine that is shared can disturb a run. A group in which a figure falls short is measured anew, as a whole, and must
/// hold in one run of all its figures; every run is printed. All groups together run one after the other, each in a process of its own.
/// </remarks>
internal static class GateRun
{
    private const int Runs = 3;

    // Set for the process of one group.
    private const string Inside = "OPENCLAW_TENANCY_GATE_GROUP";

    private static readonly Dictionary<string, Action<GateReport>> Groups = new(StringComparer.Ordinal)
    {
        ["decision"] = DecisionGate.Run,
        ["directory"] = DirectoryGate.Run,
        ["ef"] = EntityFrameworkGate.Run,
        ["egress"] = EgressGate.Run,
        ["files"] = FilesGate.Run,
        ["ledger"] = LedgerGate.Run,
        ["limits"] = LimitsGate.Run,
        ["live"] = LiveGate.Run,
        ["postgres"] = PostgresGate.Run,
        ["record"] = RecordGate.Run,
        ["request"] = RequestGate.Run,
        ["secrets"] = SecretsGate.Run,
        ["storage"] = StorageGate.Run,
        ["telemetry"] = TelemetryGate.Run,
        ["token"] = TokenGate.Run,
    };

    public static int Run(string? group)
    {
        if (group is not null && !Groups.ContainsKey(group))
        {
            Console.Error.WriteLine($"There is no group '{group}'. Groups: {string.Join(", ", Groups.Keys)}.");
            return 2;
        }

        return group is not null && Environment.GetEnvironmentVariable(Inside) is not null
            ? Holds(group, Groups[group]) ? 0 : 1
            : Groups.Keys.Where(name => group is null || name == group).Aggregate(0, static (worst, name) => Math.Max(worst, InOwnProcess(name)));
    }

    // What one group leaves behind (compiled code that has learned, a grown heap, pools) would disturb the next one's figures.
    private static int InOwnProcess(string name)
    {
        string host = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        bool isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        var start = new ProcessStartInfo(host, isDotnet ? [typeof(GateRun).Assembly.Location, "gate", name] : ["gate", name]);
        start.Environment[Inside] = "1";
        using Process process = Start(start, takesTurns: name == "postgres");
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start, bool takesTurns)
    {
        if (!takesTurns || !OperatingSystem.IsLinux())
        {
            return Process.Start(start)!;
        }

        // Client and server take turns. Where the system puts them on one processor for one connection and on two for another,
        // waking the second costs more than what is measured. What this thread starts, and what that starts, stays where it is.
        using Process self = Process.GetCurrentProcess();
        IntPtr everywhere = self.ProcessorAffinity;
        self.ProcessorAffinity = 1;
        try
        {
            return Process.Start(start)!;
        }
        finally
        {
            self.ProcessorAffinity = everywhere;
        }
    }

    private static bool Holds(string name, Action<GateReport> run)
    {
        for (int attempt = 1; attempt <= Runs; attempt++)
        {
            var report = new GateReport();
            run(report);
            if (!report.Failed)
            {
                return true;
            }

            Console.WriteLine($"# {name}: run {attempt} of {Runs} fell short");
        }

        return false;
    }
}
