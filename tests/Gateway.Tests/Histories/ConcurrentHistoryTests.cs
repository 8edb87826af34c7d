using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Histories;

/// <summary>Several histories at once against one gateway, each with tenants of its own, so that each oracle stays exact, and onlookers who read with anybody's credential.</summary>
public sealed class ConcurrentHistoryTests(ITestOutputHelper output)
{
    private const int Steps = 40;
    private const int AtOnce = 4;
    private const int Onlookers = 2;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 15 : 1;

    [Fact]
    public async Task No_read_returns_what_another_tenant_wrote_while_others_are_suspended_revoked_and_rotated()
    {
        for (int round = 0; round < Rounds; round++)
        {
            await PlayAsync(unchecked(TestSeed.Small + round));
        }
    }

    private async Task PlayAsync(int seed)
    {
        await using Stage stage = await Stage.OpenAsync();
        var board = new Board();
        History[] histories =
        [
            .. Enumerable.Range(0, AtOnce).Select(h => new History(seed + h, stage, board, [.. Enumerable.Range(0, 3).Select(t => $"street-{h}-house-{t}")], isAlone: false)),
        ];
        Onlooker[] onlookers = [.. Enumerable.Range(0, Onlookers).Select(o => new Onlooker(stage, board, seed + o))];
        using var end = new CancellationTokenSource();
        try
        {
            await Task.WhenAll(histories.Select(static h => h.RegisterAsync()));
            Task[] looking = [.. onlookers.Select(o => Task.Run(() => o.LookAsync(end.Token)))];
            try
            {
                await Task.WhenAll(histories.Select(static h => Task.Run(() => h.PlayAsync(Steps))));
            }
            finally
            {
                await end.CancelAsync();
                await Task.WhenAll(looking);
            }
        }
        catch (Exception exception)
        {
            Assert.Fail($"OPENCLAW_TENANCY_SEED={seed}: {exception}");
        }

        var seen = new Tally();
        foreach (History history in histories)
        {
            seen.Add(history.Tally);
        }

        int meanwhile = onlookers.Sum(static o => o.AnsweredMeanwhile);
        output.WriteLine($"{AtOnce} histories of {Steps} steps at once: {seen}; onlookers read {onlookers.Sum(static o => o.Answered)} times, {meanwhile} of them while somebody was suspended");
        seen.Require(Enum.GetValues<Happening>().Except(History.OfHost), AtOnce);
        Assert.NotEqual(0, meanwhile);
    }
}
