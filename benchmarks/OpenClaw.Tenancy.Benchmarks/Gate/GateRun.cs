using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Requests;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Gate;

/// <summary>The short form of the benchmarks, with limits on ratios and bytes.</summary>
internal static class GateRun
{
    private static readonly Dictionary<string, Action<GateReport>> Groups = new(StringComparer.Ordinal)
    {
        ["decision"] = DecisionGate.Run,
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

        var report = new GateReport();
        foreach (Action<GateReport> run in Groups.Where(g => group is null || g.Key == group).Select(g => g.Value))
        {
            run(report);
        }

        return report.Failed ? 1 : 0;
    }
}
