using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Histories;

/// <summary>Random histories of eight tenants and every kind of credential against the running gateway: each answer is the oracle's, also after a restart and after the end of what ends.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int Steps = 40;
    private static readonly int Histories = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 60 : 4;

    [Fact]
    public async Task Every_answer_of_a_history_is_the_oracles()
    {
        var seen = new Tally();
        for (int i = 0; i < Histories; i++)
        {
            int seed = unchecked(TestSeed.Small + i);
            await using Stage stage = await Stage.OpenAsync();
            var history = new History(seed, stage, new Board(), [.. Enumerable.Range(0, 8).Select(static t => $"house-{t}")], isAlone: true);
            try
            {
                await history.RegisterAsync();
                await history.PlayAsync(Steps);
            }
            catch (Exception exception)
            {
                Assert.Fail($"OPENCLAW_TENANCY_SEED={seed}: {exception}");
            }

            seen.Add(history.Tally);
        }

        output.WriteLine($"{Histories} histories of {Steps} steps: {seen}");

        // A history in which something was never done, or never refused, shows nothing of it.
        seen.Require(Enum.GetValues<Happening>(), Histories);
    }
}
