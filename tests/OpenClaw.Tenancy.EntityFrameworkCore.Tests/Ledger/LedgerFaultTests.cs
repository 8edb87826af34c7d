using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A database that fails at any one point: what was acknowledged is there, and nothing is there in half or twice.</summary>
public sealed class LedgerFaultTests(ITestOutputHelper output) : IDisposable
{
    private readonly LedgerDatabase _database = new();
    private readonly FaultyDatabase _faults = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Fault_at_each_point_of_an_append_leaves_all_of_it_or_nothing()
    {
        using var count = new CaseCount("faults/ledger-database", "commands that fail below the audit ledger in a database");
        var acknowledged = new List<string>();
        int n = 0;
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(_faults.Interceptors));
        await ledger.Append("before");
        do
        {
            // Another process has written meanwhile, so that there is something to follow as well.
            await using (EntityLedger other = _database.Open())
            {
                await other.Append($"other{n}");
                acknowledged.Add($"other{n}");
            }

            _faults.FailAt(++n);
            Task[] appends = [.. Enumerable.Range(0, 3).Select(i => ledger.Append($"a{n}-{i}", i == 2 ? TestWorld.Globex : null))];
            await Task.WhenAll(appends).ContinueWith(static _ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
            _faults.Mend();
            acknowledged.AddRange(appends.Select((append, i) => (append, Name: $"a{n}-{i}")).Where(static a => a.append.IsCompletedSuccessfully).Select(static a => a.Name));
            await ledger.Append($"next{n}");
            acknowledged.Add($"next{n}");
            output.WriteLine($"{n}: {_faults.Where.Split('\n')[0]}");
        }
        while (_faults.HasFailed);

        await using EntityLedger after = _database.Open();
        string[] there = [.. (await Task.WhenAll(after.Records(), after.Records(TestWorld.Globex))).SelectMany(static r => r).Select(static r => r.Envelope.Actor!)];
        Assert.Empty(acknowledged.Except(there));
        Assert.Equal(there.Length, there.Distinct().Count());
        Assert.True((await after.Verify()).IsWhole);
        Assert.InRange(n, 10, 60);
        count.Add(n - 1);
        count.Held();
    }

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Fault_at_each_point_of_the_opening_is_no_end_of_the_ledger()
    {
        using var count = new CaseCount("faults/ledger-database", "commands that fail below the audit ledger in a database");
        int n = 0;
        do
        {
            using var database = new LedgerDatabase();
            await using EntityLedger ledger = database.Open(more: o => o.AddInterceptors(_faults.Interceptors));
            _faults.FailAt(++n);
            Task first = ledger.Append("first");
            await first.ContinueWith(static _ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
            _faults.Mend();
            await ledger.Append("second");

            string[] actors = [.. (await ledger.Records()).Select(static r => r.Envelope.Actor!)];
            Assert.Equal("second", actors[^1]);
            Assert.True(!first.IsCompletedSuccessfully || actors is ["first", "second"], _faults.Where);
        }
        while (_faults.HasFailed);

        Assert.InRange(n, 10, 80);
        count.Add(n - 1);
        count.Held();
    }

    [Fact]
    public async Task What_is_tried_again_is_there_once_also_where_a_commit_was_not_answered()
    {
        bool lost = false;
        int n = 0;
        await using EntityLedger ledger = _database.Open(more: o => o
            .UseSqlite(_database.ConnectionString, static s => s.ExecutionStrategy(static d => new RetryingStrategy(d))).AddInterceptors(_faults.Interceptors));
        await ledger.Append("a0");
        do
        {
            _faults.FailAt(++n);
            await ledger.Append($"a{n}");
            lost |= _faults.HasFailed && _faults.Where == "after the commit";
        }
        while (_faults.HasFailed);

        _faults.Mend();
        Assert.True(lost);
        Assert.Equal(Enumerable.Range(0, n + 1).Select(static i => $"{i + 1} a{i}"), await ledger.Trail());
    }

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("23505")]
    public async Task Conflict_at_any_point_is_tried_again_in_whole(string state)
    {
        var conflicts = new FaultyDatabase { State = state };
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(conflicts.Interceptors));
        await ledger.Append("a0");
        int n = 0;
        do
        {
            conflicts.FailAt(++n);
            await ledger.Append($"a{n}");
        }
        while (conflicts.HasFailed);

        conflicts.Mend();
        Assert.Equal(Enumerable.Range(0, n + 1).Select(static i => $"{i + 1} a{i}"), await ledger.Trail());
        Assert.InRange(n, 8, 40);
    }

    [Fact]
    public async Task What_the_database_did_not_take_is_counted_until_it_does()
    {
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(_faults.Interceptors));
        await ledger.Append("before");
        for (int round = 0; round < 3; round++)
        {
            _faults.FailAt(2);
            ledger.Ledger.Emit(ledger.Envelope("lost"));
            ledger.Ledger.Emit(ledger.Envelope("lost", TestWorld.Globex));
            while (!_faults.HasFailed)
            {
                await Task.Delay(1, Token);
            }
        }

        _faults.Mend();
        await ledger.FlushAsync();
        string[] acme = [.. (await ledger.Trail()).Select(static l => l[2..])];
        Assert.Equal(3, Lost(acme) + acme.Count(static l => l == "lost"));
        string[] globex = [.. (await ledger.Trail(TestWorld.Globex)).Select(static l => l[2..])];
        Assert.Equal(3, Lost(globex) + globex.Count(static l => l == "lost"));
        Assert.NotEqual(0, Lost(acme));
        await ledger.LoggedAsync(2133);
        await ledger.LoggedAsync(2134);
        await ledger.LoggedAsync(2135);
        Assert.DoesNotContain(2132, ledger.Log.Events);

        static int Lost(string[] trail) => trail.Where(static l => l.StartsWith("dropped", StringComparison.Ordinal)).Sum(static l => int.Parse(l.AsSpan(8), provider: null));
    }

    [Fact]
    public async Task Nothing_is_written_that_is_not_signed()
    {
        var signer = new FailingSigner(_database.Signer);
        await using EntityLedger ledger = _database.Open(signer: signer);
        await ledger.Append("one");
        signer.Fails = true;

        IOException refused = await Assert.ThrowsAsync<IOException>(() => ledger.Append("two"));
        Assert.IsType<InvalidOperationException>(refused.InnerException);
        Assert.Equal(["1 one"], await ledger.Trail());
        signer.Fails = false;
        await ledger.Append("three");
        Assert.Equal(["1 one", "2 three"], await ledger.Trail());
    }

    [Fact]
    public async Task Log_that_throws_changes_nothing_of_what_is_written()
    {
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(_faults.Interceptors), log: new ThrowingLog());
        await ledger.Append("one");
        _faults.FailAt(1);
        await Assert.ThrowsAsync<IOException>(() => ledger.Append("lost"));
        await ledger.Append("two");
        await ledger.Append("three");

        Assert.Equal(["1 one", "2 two", "3 three"], await ledger.Trail());
    }
}
