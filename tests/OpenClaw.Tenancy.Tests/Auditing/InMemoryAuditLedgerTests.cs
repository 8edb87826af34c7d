using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>One trail for each tenant, bounded, numbered without gaps, and not durable.</summary>
public sealed class InMemoryAuditLedgerTests
{
    [Fact]
    public async Task Read_OtherTenant_HoldsNothingOfThisOne()
    {
        var ledger = new InMemoryAuditLedger();
        ledger.Emit(Of(TestWorld.Acme, "one"));
        await ledger.AppendAsync(Of(TestWorld.Acme, "two"), CancellationToken.None);
        ledger.Emit(Of(TestWorld.Globex, "three"));

        Assert.Equal([(1L, "one"), (2L, "two")], ledger.Read(TestWorld.Acme).Select(static r => (r.Sequence, r.Envelope.Action)));
        Assert.Equal(1, Assert.Single(ledger.Read(TestWorld.Globex)).Sequence);
        Assert.Empty(ledger.Read(TestWorld.Initech));
        Assert.False(ledger.IsDurable);
    }

    [Fact]
    public void Emit_BeyondCapacity_DropsTheOldestAndKeepsNumbering()
    {
        var ledger = new InMemoryAuditLedger(capacity: 2);
        for (int i = 0; i < 5; i++)
        {
            ledger.Emit(Of(TestWorld.Acme, "a"));
        }

        Assert.Equal([4L, 5L], ledger.Read(TestWorld.Acme).Select(static r => r.Sequence));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryAuditLedger(0));
    }

    [Fact]
    public void Emit_FromManyThreads_LosesNothing()
    {
        var ledger = new InMemoryAuditLedger();

        Parallel.For(0, 4_000, i => ledger.Emit(Of(i % 2 == 0 ? TestWorld.Acme : TestWorld.Globex, "a")));

        Assert.Equal(Enumerable.Range(1, 2_000).Select(static i => (long)i), ledger.Read(TestWorld.Acme).Select(static r => r.Sequence));
    }

    [Fact]
    public async Task AppendAsync_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        async () => await new InMemoryAuditLedger().AppendAsync(Of(TestWorld.Acme, "a"), new CancellationToken(canceled: true)));

    private static AuditEnvelope Of(TenantId tenant, string action) =>
        new(tenant, DateTimeOffset.UnixEpoch) { Action = action, Outcome = AuditOutcome.Denied, ReasonCode = "r" };
}
