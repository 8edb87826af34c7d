using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>Several ledgers over one PostgreSQL database: one ledger.</summary>
public sealed class PostgreSqlLedgerSharedTests(Cluster cluster) : IDisposable
{
    private static readonly TenantId[] Tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];

    private readonly LedgerDatabase _database = new(cluster);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Two_with_64_callers_each_leave_trails_without_gaps_and_checkpoints_that_lead_to_each_other()
    {
        const int each = 4;
        EntityLedger[] ledgers = [_database.Open(static o => o.CheckpointInterval = TimeSpan.FromTicks(1)), _database.Open(static o => o.CheckpointInterval = TimeSpan.FromTicks(1))];
        var checkpoints = new System.Collections.Concurrent.ConcurrentBag<SignedCheckpoint>();
        await Task.WhenAll(ledgers.SelectMany((ledger, l) => Enumerable.Range(0, 64).Select(caller => Task.Run(
            async () =>
            {
                for (int i = 0; i < each; i++)
                {
                    _database.Time.Advance(TimeSpan.FromTicks(1));
                    await ledger.Append($"a{l}-{caller}-{i}", Tenants[(caller + i) % 3]);
                    checkpoints.Add(await ledger.Trails.CheckpointAsync(Token));
                }
            },
            Token))));

        string[] actors = [.. (await Task.WhenAll(Tenants.Select(t => ledgers[1].Records(t)))).SelectMany(static r => r).Select(static r => r.Envelope.Actor!)];
        Assert.Equal(2 * 64 * each, actors.Distinct().Count());
        Assert.Equal(actors.Length, actors.Distinct().Count());
        foreach (TenantId tenant in Tenants)
        {
            Assert.All(await Task.WhenAll(ledgers.Select(l => l.Verify(tenant))), static verdict => Assert.True(verdict.IsWhole, verdict.Fault));
        }

        LedgerCheckpoint[] all = [.. checkpoints.Select(static c => c.Checkpoint).DistinctBy(static c => c.Size).OrderBy(static c => c.Size)];
        Assert.Equal(all.Length, checkpoints.DistinctBy(static c => (c.Checkpoint.Size, c.Checkpoint.Root)).Count());
        var tree = new MerkleTree(await ledgers[0].Trails.LeavesAsync(2 * 64 * each, Token));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(MerkleProof.VerifyConsistency(
            pair.First.Size, pair.Second.Size, tree.ProveConsistency(pair.First.Size, pair.Second.Size), pair.First.Root, pair.Second.Root)));
        await Task.WhenAll(ledgers.Select(static l => l.DisposeAsync().AsTask()));
        await using EntityLedger after = _database.Open();
        Assert.Null(await after.RefusalAsync());
    }

    [Fact]
    public async Task Those_who_make_the_tables_and_begin_the_ledger_at_once_begin_one()
    {
        EntityLedger[] ledgers = [.. Enumerable.Range(0, 4).Select(_ => _database.Open())];
        await Task.WhenAll(ledgers.Select(static (ledger, i) => Task.Run(() => ledger.Append($"a{i}"))));

        Assert.Single((await Task.WhenAll(ledgers.Select(static l => l.Trails.OriginAsync(CancellationToken.None).AsTask()))).Distinct());
        Assert.All(await Task.WhenAll(ledgers.Select(static l => l.Trail())), static trail => Assert.Equal(4, trail.Length));
        Assert.Equal(0L, _database.Sql("SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE c.relname LIKE 'tenancy_%' AND i.indisunique AND a.attname <> 'tenant_id'"));
        await Task.WhenAll(ledgers.Select(static l => l.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Start_in_the_middle_of_the_writing_sees_one_moment()
    {
        await using EntityLedger writer = _database.Open(static o => o.CheckpointInterval = TimeSpan.FromTicks(1));
        await writer.Append("first");
        using var enough = new CancellationTokenSource();
        Task writing = Task.Run(
            async () =>
            {
                for (int i = 0; !enough.IsCancellationRequested; i++)
                {
                    _database.Time.Advance(TimeSpan.FromTicks(1));
                    await writer.Append($"a{i}", Tenants[i % 3]);
                }
            },
            Token);
        for (int start = 0; start < 20; start++)
        {
            await using EntityLedger another = _database.Open();
            Assert.Null(await another.RefusalAsync());
            await another.Append($"s{start}");
        }

        await enough.CancelAsync();
        await writing;
        Assert.True((await writer.Verify()).IsWhole);
    }

    [Fact]
    public async Task Change_of_one_of_them_is_found_by_the_other_at_its_next_append()
    {
        await using EntityLedger ledger = _database.Open();
        await ledger.Append("one");
        await using (EntityLedger other = _database.Open())
        {
            await other.Append("two");
        }

        _database.Sql("UPDATE tenancy_ledger_records SET salt = '\\x00112233445566778899aabbccddeeff' WHERE sequence = 2");
        await Assert.ThrowsAsync<IOException>(() => ledger.Append("refused"));
        await ledger.LoggedAsync(2132);
    }

    [Fact]
    public async Task Connections_that_are_cut_lose_nothing_that_was_acknowledged()
    {
        await using EntityLedger ledger = _database.Open();
        await ledger.Append("first");
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<string>();
        Task[] callers = [.. Enumerable.Range(0, 8).Select(caller => Task.Run(
            async () =>
            {
                for (int i = 0; i < 40; i++)
                {
                    try
                    {
                        await ledger.Append($"a{caller}-{i}");
                        acknowledged.Add($"a{caller}-{i}");
                    }
                    catch (IOException)
                    {
                        // Nobody was told that it is there; it may be.
                    }
                }
            },
            Token))];
        Task all = Task.WhenAll(callers);
        while (!all.IsCompleted)
        {
            TestDatabase.Run(_database.ConnectionString + ";Pooling=false", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await Task.Delay(5, Token);
        }

        await all;
        while (true)
        {
            try
            {
                await ledger.Append("last");
                break;
            }
            catch (IOException)
            {
                // The last of the connections that were cut.
            }
        }

        string[] there = [.. (await ledger.Records()).Select(static r => r.Envelope.Actor!)];
        Assert.Empty(acknowledged.Except(there));
        Assert.Equal(there.Length, there.Distinct().Count());
        Assert.True((await ledger.Verify()).IsWhole);
        Assert.DoesNotContain(2132, ledger.Log.Events);
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} of 320 acknowledged");
    }

    [Fact]
    public async Task Server_that_syncs_nothing_refuses_the_start()
    {
        await using EntityLedger ledger = _database.Open(static o => o.RequireSyncedCommits = true);
        Assert.Contains("OCT2138: the database of the audit ledger may lose what it has acknowledged: synchronous_commit is off", await ledger.RefusalAsync(), StringComparison.Ordinal);
        await using EntityLedger session = _database.Open(static o => o.RequireSyncedCommits = true, _database.ConnectionString + ";Options=-c synchronous_commit=on");
        Assert.Contains("fsync off", await session.RefusalAsync(), StringComparison.Ordinal);
    }
}
