using OpenClaw.Tenancy.Auditing;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Ledgers;

/// <summary>What every ledger does while its store does not answer: emitting never waits, and what is dropped is counted.</summary>
public abstract class LedgerStallContract
{
    protected const int MaxWaiting = 10;
    protected const int MaxWaitingPerTrail = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a ledger for which ten records may wait, and four of one tenant.</summary>
    protected abstract LedgerUnderTest Open();

    /// <summary>Holds the store of the opened ledger, so that nothing is written until what is returned is disposed of.</summary>
    protected abstract Task<IAsyncDisposable> StallAsync(LedgerUnderTest ledger);

    /// <summary>Waits until the writer hangs there. A database does not say who waits for it.</summary>
    protected virtual Task ReachedAsync(IAsyncDisposable stall) => Task.Delay(200, Token);

    [Fact]
    public async Task Emit_returns_while_the_store_hangs_and_what_it_drops_is_counted()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("before");
        Task first;
        await using (await StallAsync(ledger))
        {
            first = ledger.Append("first");
            for (int i = 0; i < 1000; i++)
            {
                ledger.Ledger.Emit(ledger.Envelope("noise"));
            }

            // A trail has its share: the noise of one did not push out another's.
            ledger.Ledger.Emit(ledger.Envelope("quiet", TestWorld.Globex));
            Assert.False(first.IsCompleted);
        }

        await first;
        await ledger.FlushAsync();
        string[] trail = [.. (await ledger.Trail()).Select(static l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
        int noise = trail.Count(static l => l == "noise");
        Assert.InRange(noise, 1, 2 * MaxWaitingPerTrail);
        Assert.Equal(1000, noise + trail.Where(static l => l.StartsWith("dropped", StringComparison.Ordinal)).Sum(static l => int.Parse(l.AsSpan(8), provider: null)));
        Assert.Contains("first", trail);
        Assert.Equal(["1 quiet"], await ledger.Trail(TestWorld.Globex));
        Assert.True((await ledger.Verify()).IsWhole);
    }

    [Fact]
    public async Task Status_says_what_waits_since_when_and_what_was_dropped()
    {
        await using LedgerUnderTest ledger = Open();
        var stands = (IAuditLedgerStatus)ledger.Ledger;
        await ledger.Append("before");
        Task first;
        IAsyncDisposable stall = await StallAsync(ledger);
        await using (stall)
        {
            first = ledger.Append("first");

            // What the writer takes along on its way there is written down; what comes now waits or is dropped.
            await ReachedAsync(stall);
            for (int i = 0; i < 1000; i++)
            {
                ledger.Ledger.Emit(ledger.Envelope("noise"));
            }

            ledger.Time.Advance(TimeSpan.FromSeconds(7));
            AuditLedgerStatus stalled = stands.Status;
            Assert.Equal((TimeSpan.FromSeconds(7), true, null, false), (stalled.OldestAge, stalled.IsDropping, stalled.LastFailureAge, stalled.IsFaulted));
            Assert.InRange(stalled.Waiting, 1, 2 * MaxWaiting);
            Assert.InRange(stalled.Dropped, 1000 - (2 * MaxWaitingPerTrail), 999);
        }

        await first;
        await ledger.FlushAsync();
        while (stands.Status.Waiting != 0)
        {
            await Task.Delay(5, Token);
        }

        Assert.Equal((null, false, null), (stands.Status.OldestAge, stands.Status.IsDropping, stands.Status.LastFailureAge));
        string[] trail = await ledger.Trail();
        Assert.Equal(1000 - trail.Count(static l => l.EndsWith(" noise", StringComparison.Ordinal)), stands.Status.Dropped);
    }

    [Fact]
    public async Task Noise_of_a_tenant_in_a_trail_that_it_shares_counts_on_its_own_share()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("before");
        await using (await StallAsync(ledger))
        {
            for (int i = 0; i < 1000; i++)
            {
                ledger.Ledger.Emit(ledger.Truth("noise", TestWorld.Acme));
            }

            ledger.Ledger.Emit(ledger.Truth("quiet", TestWorld.Globex));
            ledger.Ledger.Emit(ledger.Envelope("stranger", TenantId.Platform));
        }

        await ledger.FlushAsync();
        string[] trail = await ledger.Trail(TenantId.Platform);
        Assert.Single(trail, static l => l.EndsWith(" quiet", StringComparison.Ordinal));
        Assert.Single(trail, static l => l.EndsWith(" stranger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whole_is_bounded_however_many_trails_there_are()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("before");
        TenantId[] tenants = [.. Enumerable.Range(0, 40).Select(static i => TenantId.From($"tenant{i}x"))];
        Task first;
        await using (await StallAsync(ledger))
        {
            first = ledger.Append("first");
            Array.ForEach(tenants, t => ledger.Ledger.Emit(ledger.Envelope("once", t)));
        }

        await first;
        await ledger.FlushAsync();
        string[][] trails = await Task.WhenAll(tenants.Select(t => ledger.Trail(t)));
        int kept = trails.Count(static t => t is ["1 once"]);
        Assert.InRange(kept, 1, 2 * MaxWaiting);
        Assert.Equal(40 - kept, trails.Count(static t => t is ["1 dropped 1"]));
    }

    [Fact]
    public async Task Caller_who_ceases_to_wait_changes_nothing_for_the_others()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("before");
        Task first;
        await using (await StallAsync(ledger))
        {
            first = ledger.Append("first");
            using var impatience = new CancellationTokenSource();
            Task second = ledger.Ledger.AppendAsync(ledger.Envelope("second"), impatience.Token).AsTask();
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Token));
        }

        await first;
        await ledger.FlushAsync();
        Assert.Equal(["1 before", "2 first", "3 second"], await ledger.Trail());
    }
}
