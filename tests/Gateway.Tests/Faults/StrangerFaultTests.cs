using Gateway.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Faults;

/// <summary>Each call of each request fails once for those who are refused: they stay refused, and change nothing.</summary>
public sealed class StrangerFaultTests(FaultWorld world, ITestOutputHelper output) : IClassFixture<FaultWorld>
{
    public static TheoryData<string> WithStrangers => FaultCases.WithStrangers;

    [Theory, MemberData(nameof(WithStrangers))]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Call_that_fails_lets_nobody_in(string name)
    {
        FaultCase asked = FaultCases.Find(name);
        int failed = 0;
        using var count = new CaseCount("faults/strangers", "calls that fail during a request of somebody who is refused");
        foreach (Func<FaultWorld, string?> stranger in asked.Strangers)
        {
            // One thing for all attempts: what is refused changes nothing of it.
            Asked request = await asked.Prepare(world);
            string? token = stranger(world);
            await world.SettleAsync();
            string[] before = Rows.All(world.Gateway.DataFolder);
            Answer refused = await asked.SendAsync(world, request, token);
            Assert.InRange(refused.Status, 400, 499);
            int n = 0;
            do
            {
                world.Plan.FailAt(++n, timesOut: n % 2 == 0);
                Answer answer = await asked.SendAsync(world, request, token);
                await world.FlushAsync();
                world.Plan.Mend();
                string at = $"{n}: {world.Plan.Where}";
                Assert.True(answer.IsLike(refused) || answer is { Status: 503, Code: "dependency_unavailable" }, $"{at}: {answer}");
                Leak.AssertNone(answer, token, at, isOwnText: false);
            }
            while (world.Plan.Where is not null);

            failed += n - 1;
            count.Add(n - 1);
            await world.SettleAsync();
            AssertNotDone(asked, Change.Between(before, Rows.All(world.Gateway.DataFolder)));
        }

        // A run that waits for an answer may meet a fault by itself, and is to meet none of the next request.
        foreach (string run in Rows.WaitingRuns(world.Gateway.DataFolder, "acme"))
        {
            Assert.Equal(200, (await world.Gateway.SendAsync("POST", $"/v1/runs/{run}/stop", world.Member)).Status);
        }

        await world.SettleAsync();

        count.Held();
        output.WriteLine($"{failed} points");
    }

    private static void AssertNotDone(FaultCase asked, Change change)
    {
        if (asked.Done is null)
        {
            Assert.Empty(change.Lines);
            return;
        }

        // The run of the request goes on meanwhile; what was asked for is not what became of it.
        Assert.DoesNotContain(change.Lines, static l => l.StartsWith('+') && (l.Contains("|Stopped|", StringComparison.Ordinal) || l.Contains("|allow-once|", StringComparison.Ordinal)));
    }
}
