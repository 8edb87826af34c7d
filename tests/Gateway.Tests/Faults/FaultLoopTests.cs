using Gateway.Tests.Boundary;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Faults;

/// <summary>Each call of each request fails once: what was not done is not said to be done, nothing is done in half, and nothing of the fault is told.</summary>
public sealed class FaultLoopTests(FaultWorld shared, ITestOutputHelper output) : IClassFixture<FaultWorld>
{
    // Of the long requests, which make a hundred calls, each sixth one fails by default.
    private const int Stride = 6;

    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    private FaultWorld _world = shared;

    public static TheoryData<string> Names => FaultCases.Names;

    [Fact]
    public void Every_route_of_the_gateway_is_tried() => Assert.Equal(
        ListedRoutes.Names.Where(static r => !r.Contains("/console/")).Order(),
        FaultCases.Routes.Order());

    [Theory, MemberData(nameof(Names))]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Call_that_fails_makes_no_success_and_leaves_no_half(string name)
    {
        FaultCase asked = FaultCases.Find(name);
        if (!asked.IsStaged)
        {
            await LoopAsync(asked);
            return;
        }

        // A world of its own for a long request, so that looking at all that is kept stays quick.
        await using var own = new FaultWorld();
        await own.InitializeAsync();
        _world = own;
        await LoopAsync(asked);
    }

    private async Task LoopAsync(FaultCase asked)
    {
        (Change whole, Answer right) = await DoneAsync(asked);
        int step = asked.IsStaged && !Long ? Stride : 1;
        int failed = 0;
        using var count = new CaseCount("faults/gateway", "calls to stores, ledger, vault, directory and signer that fail during a request of the sample gateway");
        for (int n = 1; await TryAsync(asked, n, timesOut: n / step % 2 == 0, whole, right); n += step)
        {
            failed++;
            count.Add();
            if (Long)
            {
                count.Add();
                await TryAsync(asked, n, timesOut: n / step % 2 != 0, whole, right);
            }
        }

        count.Held();
        output.WriteLine($"{failed} points");
    }

    // What the request does where nothing fails.
    private async Task<(Change Whole, Answer Right)> DoneAsync(FaultCase asked)
    {
        Asked request = await asked.Prepare(_world);
        string token = asked.Caller(_world);
        await _world.SettleAsync();
        string[] before = Rows.All(_world.Gateway.DataFolder);
        Answer right = await asked.SendAsync(_world, request, token);
        Assert.True(right.Status is >= 200 and < 300, right.ToString());
        await _world.SettleAsync();
        return (Change.Between(before, Rows.All(_world.Gateway.DataFolder)), right);
    }

    private async Task<bool> TryAsync(FaultCase asked, int n, bool timesOut, Change whole, Answer right)
    {
        Asked request = await asked.Prepare(_world);
        string token = asked.Caller(_world);
        await _world.SettleAsync();
        string[] before = Rows.All(_world.Gateway.DataFolder);
        NewRecords? records = asked.Recorded is { } trail ? await NewRecords.BeginAsync(_world, trail) : null;
        _world.Plan.FailAt(n, timesOut);
        Answer answer = await AskAsync(asked, request, token);
        await _world.SettleAsync();
        _world.Plan.Mend();
        if (_world.Plan.Where is not { } where)
        {
            return false;
        }

        string at = $"{n}: {where}";
        var change = Change.Between(before, Rows.All(_world.Gateway.DataFolder));
        await JudgeAsync(asked, at, answer, change, whole, records);
        Leak.AssertNone(answer, token, at, right.Body.Contains(FaultWorld.AcmeText, StringComparison.Ordinal));
        await AgainAsync(asked, at, request, token);
        return true;
    }

    private async Task JudgeAsync(FaultCase asked, string at, Answer answer, Change change, Change whole, NewRecords? records)
    {
        string said = $"{at}\n{answer}\n{change}\ninstead of\n{whole}";
        bool succeeded = answer.Status is >= 200 and < 300;
        Assert.True(succeeded || answer is { Status: 503, Code: "dependency_unavailable" } || answer.Status == 0, said);
        Assert.True(asked.IsDone(change, whole) || (!succeeded && (change.IsNothing || asked.IsStaged)), said);
        Rows.AssertWhole(_world.Gateway.DataFolder, at);
        Assert.True(change.Is(whole) || !answer.Body.Contains("\"event\":\"done\"", StringComparison.Ordinal), said);
        if (records is null)
        {
            return;
        }

        // The record first: an act without one is not done, and one that is done has it.
        bool without = at.EndsWith("before IAuditLedger.AppendAsync", StringComparison.Ordinal);
        Assert.True(!without || (!succeeded && change.IsNothing), said);
        Assert.True((change.IsNothing && !succeeded) || (await records.ReasonsAsync()).Contains("none"), said);
    }

    // Once everything answers again, the same request is answered as it would have been, and no run is left that nobody performs.
    private async Task AgainAsync(FaultCase asked, string at, Asked request, string token)
    {
        Answer again = await asked.SendAsync(_world, request, token);
        Assert.True(again.Status is >= 200 and < 300 || again.Status == asked.Again, $"{at}, and then {again}");
        await _world.SettleAsync();
        foreach (string run in Rows.Open(_world.Gateway.DataFolder, "acme"))
        {
            Assert.Equal(200, (await _world.Gateway.SendAsync("GET", $"/v1/runs/{run}", _world.Member)).Status);
        }

        Assert.True(Rows.Open(_world.Gateway.DataFolder, "acme").Length == 0, $"{at}: a run is open that nobody performs.");
        Rows.AssertWhole(_world.Gateway.DataFolder, at);
    }

    // An answer that had begun is broken off, and is none.
    private async Task<Answer> AskAsync(FaultCase asked, Asked request, string token)
    {
        try
        {
            return await asked.SendAsync(_world, request, token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Answer(0, string.Empty, string.Empty);
        }
    }
}
