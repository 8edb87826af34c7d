using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Postgres;
using OpenClaw.Tenancy.Benchmarks.Requests;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Gate;

/// <summary>The short form of the benchmarks, with limits on ratios and bytes.</summary>
/// <remarks>
/// A machine that is shared can disturb a run. A group in which a figure falls short is measured anew, as a whole, and must
/// hold in one run of all its figures; every run is printed.
/// </remarks>
internal static class GateRun
{
    private const int Runs = 3;

    private static readonly Dictionary<string, Action<GateReport>> Groups = new(StringComparer.Ordinal)
    {
        ["decision"] = DecisionGate.Run,
        ["postgres"] = PostgresGate.Run,
        ["request"] = RequestGate.Run,
        ["token"] = TokenGate.Run,
    };

    public static int Run(string? group)
    {
        if (group is not null && !Groups.ContainsKey(group))
        {
            Console.Error.WriteLine($"There is no group '{group}'. Groups: {string.Join(", ", Groups.Keys)}.");
            return 2;
        }

        bool holds = true;
        foreach ((string name, Action<GateReport> run) in Groups.Where(g => group is null || g.Key == group))
        {
            holds &= Holds(name, run);
        }

        return holds ? 0 : 1;
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
