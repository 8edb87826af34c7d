using System.Diagnostics;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Directory;
using OpenClaw.Tenancy.Benchmarks.Egress;
using OpenClaw.Tenancy.Benchmarks.EntityFramework;
using OpenClaw.Tenancy.Benchmarks.Files;
using OpenClaw.Tenancy.Benchmarks.Ingress;
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
/// A machine that is shared can disturb a run, and a process can be compiled badly for its whole life. A group in which a figure
/// falls short is measured anew in another process, and each figure must hold in one of the runs: what became slower holds in none.
/// Every run is printed. Groups run one after the other.
/// </remarks>
internal static class GateRun
{
    private const int Runs = 4;

    // Set for the process of one group.
    private const string Inside = "OPENCLAW_TENANCY_GATE_GROUP";

    private static readonly Dictionary<string, Action<GateReport>> Groups = new(StringComparer.Ordinal)
    {
        ["decision"] = DecisionGate.Run,
        ["directory"] = DirectoryGate.Run,
        ["ef"] = EntityFrameworkGate.Run,
        ["egress"] = EgressGate.Run,
        ["files"] = FilesGate.Run,
        ["ingress"] = IngressGate.Run,
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

        if (group is not null && Environment.GetEnvironmentVariable(Inside) is not null)
        {
            var report = new GateReport();
            Groups[group](report);
            return report.Failed ? 1 : 0;
        }

        return Groups.Keys.Where(name => group is null || name == group).Aggregate(0, static (worst, name) => Math.Max(worst, Holds(name) ? 0 : 1));
    }

    private static bool Holds(string name)
    {
        HashSet<string>? left = null;
        for (int run = 1; run <= Runs; run++)
        {
            (int code, string[] fell) = InOwnProcess(name);
            if (code != (fell.Length == 0 ? 0 : 1))
            {
                // It crashed, or wrote less than it measured.
                return false;
            }

            left = [.. left is null ? fell : left.Intersect(fell, StringComparer.Ordinal)];
            if (left.Count == 0)
            {
                return true;
            }

            Console.WriteLine($"# {name}: run {run} of {Runs} fell short: {string.Join(", ", left)}");
        }

        return false;
    }

    // What one group leaves behind (compiled code that has learned, a grown heap, pools) would disturb the next one's figures.
    private static (int Code, string[] Fell) InOwnProcess(string name)
    {
        string host = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        bool isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        var start = new ProcessStartInfo(host, isDotnet ? [typeof(GateRun).Assembly.Location, "gate", name] : ["gate", name]) { RedirectStandardOutput = true };
        start.Environment[Inside] = "1";
        using Process process = Start(start, takesTurns: name == "postgres");
        var fell = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            Console.WriteLine(line);
            if (GateReport.NameOfShort(line) is { } figure)
            {
                fell.Add(figure);
            }
        }

        process.WaitForExit();
        return (process.ExitCode, [.. fell]);
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
}
