using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>A call of the store in memory that leaves something out is misuse, whoever's approvals are there.</summary>
public sealed class InMemoryApprovalStoreArgumentTests
{
    private static readonly ApprovalLimits Limits = new(MaxPending: 100, NowTicks: 1_000, ForgottenTicks: 0);

    private static readonly ApprovalRecord Record = new()
    {
        Tenant = "acme",
        Id = "a",
        Run = "run1",
        RequesterIssuer = TestWorld.Idp,
        RequesterSubject = "alice",
        Kind = "exec",
        Command = "ls",
        Digest = "d",
        OffersAlways = false,
        CreatedTicks = 1,
        ExpiresTicks = 10_000,
        Status = "pending",
        Version = 1,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("owner", "id")]
    [InlineData("find", "tenant")]
    [InlineData("find", "id")]
    [InlineData("list", "tenant")]
    [InlineData("list", "statuses")]
    [InlineData("add", "tenant")]
    [InlineData("add", "added")]
    [InlineData("add", "mayCommit")]
    [InlineData("replace", "tenant")]
    [InlineData("replace", "changed")]
    [InlineData("replace", "mayCommit")]
    [InlineData("erase", "tenant")]
    public async Task What_is_left_out_is_named_and_nothing_is_changed(string call, string missing)
    {
        var store = new InMemoryApprovalStore();
        await store.AddAsync(TestWorld.Acme, Record, superseded: null, Limits, static () => true, Token);
        TenantId tenant = missing == "tenant" ? null! : TestWorld.Acme;
        string id = missing == "id" ? null! : "a";
        ApprovalRecord record = missing is "added" or "changed" ? null! : Record with { Id = call == "add" ? "b" : "a", Version = call == "add" ? 1 : 2 };
        Func<bool> mayCommit = missing == "mayCommit" ? null! : static () => true;

        await Assert.ThrowsAsync<ArgumentNullException>(missing, async () => _ = call switch
        {
            "owner" => await store.FindOwnerAsync(id, Token),
            "find" => await store.FindAsync(tenant, id, Token),
            "list" => await store.ListAsync(tenant, run: null, missing == "statuses" ? null! : [], 10, Token),
            "add" => await store.AddAsync(tenant, record, superseded: null, Limits, mayCommit, Token),
            "replace" => await store.ReplaceAsync(tenant, record, mayCommit, Token),
            _ => (object?)store.EraseAsync(tenant, run: null, Token).AsTask(),
        });

        Assert.Equal(Record, Assert.Single(await store.ListAsync(TestWorld.Acme, run: null, [], 10, Token)));
    }
}
