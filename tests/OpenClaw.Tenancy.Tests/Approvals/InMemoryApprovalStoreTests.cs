using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>The store in memory: an order, a bound for each tenant, one place for each id, and nothing left of what is erased.</summary>
public sealed class InMemoryApprovalStoreTests
{
    private static readonly ApprovalLimits Limits = new(MaxPending: 100, NowTicks: 1_000, ForgottenTicks: 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_is_newest_first_and_of_one_moment_by_id_backwards()
    {
        var store = new InMemoryApprovalStore();
        foreach ((string id, long created) in ((string, long)[])[("b", 1), ("c", 2), ("a", 1), ("d", 1)])
        {
            await AddAsync(store, Record(id, created));
        }

        Assert.Equal("c d b a", await IdsAsync(store));
        Assert.Equal("c d", await IdsAsync(store, max: 2));
        Assert.Equal(string.Empty, await IdsAsync(store, tenant: TestWorld.Globex));
    }

    [Fact]
    public async Task Id_that_is_there_is_added_by_nobody_and_changed_from_its_last_version_alone()
    {
        var store = new InMemoryApprovalStore();
        await AddAsync(store, Record("a", 1));

        Assert.Equal(ApprovalCommit.Stale, await AddAsync(store, Record("a", 2)));
        Assert.Equal(ApprovalCommit.Stale, await AddAsync(store, Record("a", 2), TestWorld.Globex));
        Assert.Equal(ApprovalCommit.Stale, await AddAsync(store, Record("b", 2), superseded: Record("a", 1)));
        Assert.Equal(ApprovalCommit.Stale, await store.ReplaceAsync(TestWorld.Acme, Record("a", 1), static () => true, Token));
        Assert.Equal(ApprovalCommit.Stale, await store.ReplaceAsync(TestWorld.Globex, Record("a", 1) with { Version = 2 }, static () => true, Token));
        Assert.Equal(ApprovalCommit.Refused, await store.ReplaceAsync(TestWorld.Acme, Record("a", 1) with { Version = 2 }, static () => false, Token));
        Assert.Equal(ApprovalCommit.Refused, await store.AddAsync(TestWorld.Acme, Record("b", 2), superseded: null, Limits, static () => false, Token));
        Assert.Equal(ApprovalCommit.Done, await store.ReplaceAsync(TestWorld.Acme, Record("a", 1) with { Version = 2 }, static () => true, Token));
        Assert.Equal("a", await IdsAsync(store));
    }

    [Fact]
    public async Task Full_tenant_loses_what_is_answered_or_over_first_and_never_what_waits()
    {
        var store = new InMemoryApprovalStore(capacity: 3);
        await AddAsync(store, Record("wait", 1));
        await AddAsync(store, Record("done", 2) with { Status = "allowed" });
        await AddAsync(store, Record("over", 3) with { ExpiresTicks = 1_000 });

        Assert.Equal(ApprovalCommit.Done, await AddAsync(store, Record("new", 4)));
        Assert.Equal("new over wait", await IdsAsync(store));
        Assert.Equal(ApprovalCommit.Done, await AddAsync(store, Record("newer", 5)));
        Assert.Equal("newer new wait", await IdsAsync(store));
        Assert.Equal(ApprovalCommit.Full, await AddAsync(store, Record("newest", 6)));
        Assert.Equal(ApprovalCommit.Done, await AddAsync(store, Record("other", 6), TestWorld.Globex));
        Assert.Null(await store.FindOwnerAsync("done", Token));
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten_with_the_next_that_comes_and_not_a_moment_earlier()
    {
        var store = new InMemoryApprovalStore();
        await AddAsync(store, Record("old", 1) with { ExpiresTicks = 499 });
        await AddAsync(store, Record("kept", 2) with { ExpiresTicks = 500 });

        await store.AddAsync(TestWorld.Acme, Record("new", 3), superseded: null, Limits with { ForgottenTicks = 500 }, static () => true, Token);

        Assert.Equal("new kept", await IdsAsync(store));
        Assert.Equal((null, "acme"), (await store.FindOwnerAsync("old", Token), await store.FindOwnerAsync("kept", Token)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_superseded_when_it_is_forgotten_is_forgotten(bool isAlone)
    {
        var store = new InMemoryApprovalStore();
        await AddAsync(store, Record("old", 1) with { ExpiresTicks = 499 });
        if (!isAlone)
        {
            await AddAsync(store, Record("kept", 2));
        }

        ApprovalRecord over = Record("old", 1) with { ExpiresTicks = 499, Status = "cancelled", Version = 2 };
        Assert.Equal(ApprovalCommit.Done, await store.AddAsync(TestWorld.Acme, Record("new", 3), over, Limits with { ForgottenTicks = 500 }, static () => true, Token));

        Assert.Equal(isAlone ? "new" : "new kept", await IdsAsync(store));
        Assert.Equal((null, null), (await store.FindOwnerAsync("old", Token), await store.FindAsync(TestWorld.Acme, "old", Token)));
    }

    [Fact]
    public async Task Of_an_erased_run_nothing_is_left_and_of_others_everything()
    {
        var store = new InMemoryApprovalStore();
        await AddAsync(store, Record("a", 1));
        await AddAsync(store, Record("b", 2) with { Run = "run2" });
        await AddAsync(store, Record("c", 3), TestWorld.Globex);

        await store.EraseAsync(TestWorld.Acme, "run1", Token);
        Assert.Equal(("b", "c"), (await IdsAsync(store), await IdsAsync(store, tenant: TestWorld.Globex)));
        await store.EraseAsync(TestWorld.Acme, run: null, Token);
        Assert.Equal((string.Empty, "c"), (await IdsAsync(store), await IdsAsync(store, tenant: TestWorld.Globex)));
        Assert.Equal(ApprovalCommit.Done, await AddAsync(store, Record("a", 4)));
    }

    [Fact]
    public async Task Cancelled_call_changes_nothing_and_a_store_without_room_is_misuse()
    {
        var store = new InMemoryApprovalStore();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await store.AddAsync(TestWorld.Acme, Record("a", 1), superseded: null, Limits, static () => true, cancelled));
        await AddAsync(store, Record("b", 1));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await store.ReplaceAsync(TestWorld.Acme, Record("b", 1) with { Version = 2 }, static () => true, cancelled));

        Assert.Equal("b", await IdsAsync(store));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new InMemoryApprovalStore(capacity: 0));
    }

    private static async Task<ApprovalCommit> AddAsync(InMemoryApprovalStore store, ApprovalRecord record, TenantId? tenant = null, ApprovalRecord? superseded = null) =>
        await store.AddAsync(tenant ?? TestWorld.Acme, record, superseded, Limits, static () => true, Token);

    private static async Task<string> IdsAsync(InMemoryApprovalStore store, TenantId? tenant = null, int max = 10) =>
        string.Join(' ', (await store.ListAsync(tenant ?? TestWorld.Acme, run: null, [], max, Token)).Select(static r => r.Id));

    private static ApprovalRecord Record(string id, long created) => new()
    {
        Tenant = "acme",
        Id = id,
        Run = "run1",
        RequesterIssuer = TestWorld.Idp,
        RequesterSubject = "alice",
        Kind = "exec",
        Command = "ls",
        Digest = "d",
        OffersAlways = false,
        CreatedTicks = created,
        ExpiresTicks = 10_000,
        Status = "pending",
        Version = 1,
    };
}
