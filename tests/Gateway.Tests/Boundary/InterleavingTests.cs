using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Boundary;

/// <summary>Sixteen tenants at once, ten thousand requests in a long run: each answer is its asker's own.</summary>
public sealed partial class InterleavingTests(ITestOutputHelper output)
{
    private const int AtOnce = 32;
    private static readonly int Requests = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 10_000 : 2_000;
    private static readonly string[] Tenants = [.. Enumerable.Range(0, 16).Select(static i => $"tenant-{i:00}")];

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task No_answer_is_another_tenants()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(moreTenants: Tenants);
        InterleavedTenant[] tenants = [.. Tenants.Select(t => new InterleavedTenant(gateway, t))];
        foreach (InterleavedTenant tenant in tenants)
        {
            await tenant.ChatAsync();
        }

        using var count = new CaseCount("requests/interleaved", "requests of sixteen tenants at once");
        count.Add(Requests);
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            InterleavedTenant tenant = tenants[i % tenants.Length];
            InterleavedTenant other = tenants[(i + 1 + (i / 16 % 15)) % tenants.Length];
            foreach (Match canary in Canary.Matches(await tenant.AskAsync(i / 16 % 6, other)))
            {
                Assert.Equal(tenant.Name, canary.Groups[1].Value);
            }
        });
        count.Held();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{Requests} requests in {took.TotalSeconds:0.0} s");
    }

    [GeneratedRegex("canary-(tenant-[0-9]{2})")]
    private static partial Regex Canary { get; }
}
