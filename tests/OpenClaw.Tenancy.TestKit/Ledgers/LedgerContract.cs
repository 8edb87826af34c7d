using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Auditing.Merkle;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Ledgers;

/// <summary>What every tamper-evident ledger does, wherever it keeps its records.</summary>
public abstract class LedgerContract
{
    private static readonly TenantId[] Tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the ledger of this test; behind a closed one, the same again.</summary>
    protected abstract LedgerUnderTest Open();

    [Fact]
    public async Task Every_member_of_an_envelope_comes_back()
    {
        await using LedgerUnderTest ledger = Open();
        AuditEnvelope envelope = new(TestWorld.Acme, ledger.Time.Now.ToOffset(TimeSpan.FromHours(2)))
        {
            EffectiveTenant = TestWorld.Acme,
            TargetTenant = TestWorld.Globex,
            Actor = "alice\u0000\u2028'; --",
            Issuer = "idp",
            Delegate = "bob",
            DelegateIssuer = "idp",
            Action = "members.add",
            ResourceId = "carol",
            RunId = "r1",
            GrantId = "g1",
            Outcome = AuditOutcome.Allowed,
            ReasonCode = "none",
            Detail = "detail",
            StatedReason = "because",
            Way = "own",
            Details = new Dictionary<string, string> { ["ticket"] = "T-1" },
            Suppressed = 3,
            CorrelationId = "c-1",
            TraceId = "t-1",
        };
        await ledger.Ledger.AppendAsync(envelope, Token);

        AuditEnvelope read = Assert.Single(await ledger.Records()).Envelope;
        Assert.All(typeof(AuditEnvelope).GetProperties(), member => Assert.Equal(member.GetValue(envelope), member.GetValue(read)));
    }

    [Fact]
    public async Task Records_go_on_in_order_and_without_gaps_over_restarts()
    {
        for (int start = 1; start <= 3; start++)
        {
            await using LedgerUnderTest ledger = Open();
            for (int i = 0; i < 30; i++)
            {
                await ledger.Append($"a{start}-{i}", Tenants[i % 3]);
            }

            Assert.Equal(
                Enumerable.Range(1, start).SelectMany(static s => Enumerable.Range(0, 10).Select(i => $"a{s}-{3 * i}")).Select(static (a, i) => $"{i + 1} {a}"),
                await ledger.Trail());
            Assert.Equal(10 * start, (await ledger.Trails.HeadAsync(LedgerUnderTest.Access(TenantId.Platform), Token)).Length);
        }
    }

    [Fact]
    public async Task Many_callers_at_once_are_each_recorded_once_and_the_export_verifies_offline()
    {
        string[] all = [.. Enumerable.Range(0, 64 * 6).Select(static i => $"a{i}")];
        await using LedgerUnderTest ledger = Open();
        await Task.WhenAll(all.Chunk(6).Select(mine => Task.Run(
            async () =>
            {
                foreach (string actor in mine)
                {
                    await ledger.Append(actor, Tenants[int.Parse(actor.AsSpan(1), provider: null) % 3]);
                }
            },
            Token)));

        string?[] read = [.. (await Task.WhenAll(Tenants.Select(t => ledger.Records(t)))).SelectMany(static r => r).Select(static r => r.Envelope.Actor)];
        Assert.Equal(all.Order(), read.Order());
        foreach (TenantId tenant in Tenants)
        {
            Assert.Equal(Enumerable.Range(1, 128).Select(static i => (long)i), (await ledger.Entries(tenant)).Select(static e => e.Sequence));
            ExportVerdict verdict = await ledger.Verify(tenant);
            Assert.True(verdict.IsWhole, verdict.Fault);
            Assert.Equal(128, verdict.Records);
        }
    }

    [Fact]
    public async Task Kept_checkpoint_shows_that_nothing_was_cut_off_since()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("one");
        SignedPair kept = new((await ledger.Export()).End, (await ledger.Trails.CheckpointAsync(Token)));
        await ledger.Append("two");
        await ledger.Append("other", TestWorld.Globex);

        ExportVerdict verdict = await ledger.Verify(kept: kept.Trail);
        Assert.True(verdict.IsWhole && verdict.CoversTruncation, verdict.Fault);
        verdict = await ledger.Verify(kept: kept.Ledger);
        Assert.True(verdict.IsWhole && !verdict.CoversTruncation, verdict.Fault);
    }

    [Fact]
    public async Task Each_checkpoint_leads_to_each_later_one()
    {
        await using LedgerUnderTest ledger = Open();
        var checkpoints = new List<SignedCheckpoint>();
        for (int i = 0; i < 20; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, i % 4).Select(n => ledger.Append($"a{i}-{n}", Tenants[(i + n) % 3])));
            checkpoints.Add(await ledger.Trails.CheckpointAsync(Token));
        }

        long size = checkpoints[^1].Checkpoint.Size;
        var tree = new MerkleTree(await ledger.Trails.LeavesAsync(size, Token));
        Assert.Equal(30, size);
        foreach (SignedCheckpoint later in checkpoints)
        {
            Assert.True(later.IsSignedBy(ledger.Key));
            Assert.Equal(tree.RootAt(later.Checkpoint.Size), later.Checkpoint.Root);
            foreach (LedgerCheckpoint earlier in checkpoints.Select(static c => c.Checkpoint).Where(e => e.Size > 0 && e.Size <= later.Checkpoint.Size))
            {
                Assert.True(MerkleProof.VerifyConsistency(
                    earlier.Size, later.Checkpoint.Size, tree.ProveConsistency(earlier.Size, later.Checkpoint.Size), earlier.Root, later.Checkpoint.Root));
            }
        }
    }

    [Fact]
    public async Task Access_of_another_tenant_reads_nothing_of_this_one()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("alice", TestWorld.Acme);
        await ledger.Append("gustav", TestWorld.Globex);
        string origin = await ledger.Trails.OriginAsync(Token);

        Assert.Equal(["1 gustav"], await ledger.Trail(TestWorld.Globex));
        Assert.Empty(await ledger.Trail(TestWorld.Initech));
        Assert.Equal(TrailHead.Empty(origin, "initech"), await ledger.Trails.HeadAsync(LedgerUnderTest.Access(TestWorld.Initech), Token));
        Assert.DoesNotContain("alice", System.Text.Encoding.UTF8.GetString((await ledger.Export(TestWorld.Globex)).File), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => ledger.Trails.ReadAsync(null!, 1, 10, Token).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>(() => ledger.Trails.HeadAsync(null!, Token).AsTask());
    }

    [Fact]
    public async Task Reading_is_bounded_and_begins_where_it_is_told()
    {
        await using LedgerUnderTest ledger = Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ledger.Append($"a{i}")));

        Assert.Equal([6L, 7L, 8L], (await ledger.Trails.ReadAsync(LedgerUnderTest.Access(), 6, 3, Token)).Select(static e => e.Sequence));
        Assert.Empty(await ledger.Trails.ReadAsync(LedgerUnderTest.Access(), 21, 3, Token));
        Assert.Equal(7, (await ledger.Trails.LeavesAsync(7, Token)).Count);
    }

    [Fact]
    public async Task Text_without_end_is_cut_and_no_record_is_longer_for_it()
    {
        await using LedgerUnderTest ledger = Open();
        string endless = new('x', 2 << 20);
        AuditEnvelope envelope = new(TestWorld.Acme, ledger.Time.Now) { Action = endless, Actor = endless, ResourceId = endless, Outcome = AuditOutcome.Denied, ReasonCode = endless };
        await ledger.Ledger.AppendAsync(envelope, Token);
        await ledger.Append("two");

        Assert.All(await ledger.Entries(), static e => Assert.InRange(e.Body.Length, 1, 4096));
        Assert.Equal(2, (await ledger.Entries()).Count);
    }

    [Fact]
    public async Task Closed_ledger_takes_nothing_and_says_so()
    {
        LedgerUnderTest ledger = Open();
        ledger.Ledger.Emit(ledger.Envelope("last"));
        await ledger.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.Append("late"));
        ledger.Ledger.Emit(ledger.Envelope("late"));
        await using LedgerUnderTest again = Open();
        Assert.Equal(["1 last"], await again.Trail());
    }

    [Fact]
    public async Task Token_that_has_ended_ends_the_waiting_and_nothing_else()
    {
        await using LedgerUnderTest ledger = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.Ledger.AppendAsync(ledger.Envelope("never"), new CancellationToken(canceled: true)).AsTask());
        await ledger.Append("one");

        Assert.Equal(["1 one"], await ledger.Trail());
    }

    private sealed record SignedPair(SignedCheckpoint Trail, SignedCheckpoint Ledger);
}
