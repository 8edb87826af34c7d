using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Histories;

/// <summary>Random histories of eight tenants and every kind of credential against the running gateway: each answer is the oracle's, also after a restart.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int Steps = 40;
    private static readonly int Histories = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 60 : 4;

    [Fact]
    public async Task Every_answer_of_a_history_is_the_oracles()
    {
        var seen = new Dictionary<int, int>();
        for (int i = 0; i < Histories; i++)
        {
            int seed = unchecked(TestSeed.Small + i);
            await using var history = new History(seed);
            try
            {
                await history.PlayAsync(Steps);
            }
            catch (Exception exception)
            {
                Assert.Fail($"OPENCLAW_TENANCY_SEED={seed}: {exception}");
            }

            foreach ((int status, int times) in history.Seen)
            {
                seen[status] = seen.GetValueOrDefault(status) + times;
            }
        }

        output.WriteLine($"{Histories} histories of {Steps} steps: {string.Join(", ", seen.OrderBy(static s => s.Key).Select(static s => $"{s.Key}: {s.Value}"))}");

        // A history in which nobody is let in, or nobody is refused, shows nothing.
        Assert.All((int[])[200, 201, 401, 403, 404], status => Assert.InRange(seen.GetValueOrDefault(status), Histories, int.MaxValue));
    }
}
