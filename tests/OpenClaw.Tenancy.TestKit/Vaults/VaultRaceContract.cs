using OpenClaw.Tenancy.Vaults;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>What every vault does with many at once, over several that share what they keep: one is first, and the others are told.</summary>
public abstract class VaultRaceContract
{
    private const int Callers = 16;

    protected abstract VaultUnderTest Open();

    [Fact]
    public Task One_wins_each_revision_of_a_secret() => OverAsync(async vaults =>
    {
        await vaults[0].Fill(TestWorld.Acme, "a");
        for (long revision = 2; revision <= 6; revision++)
        {
            VaultCommit[] outcomes = await AtOnce(Callers, i => vaults[i % vaults.Length].Save(Sample.Secret("a", revision: revision, envelope: $"by {i}")));
            int winner = Array.IndexOf(outcomes, VaultCommit.Done);
            Assert.Equal([VaultCommit.Done], outcomes.Where(static o => o != VaultCommit.Conflict));
            Assert.Equal($"by {winner}", (await vaults[1].Find("a"))!.Versions[0].Envelope);
        }
    });

    [Fact]
    public Task One_wins_each_revision_of_the_keys() => OverAsync(async vaults =>
    {
        for (long revision = 1; revision <= 6; revision++)
        {
            VaultCommit[] outcomes = await AtOnce(Callers, i => vaults[i % vaults.Length].Save(Sample.Keys(null, revision, "k1", $"by {i}")));
            int winner = Array.IndexOf(outcomes, VaultCommit.Done);
            Assert.Equal([VaultCommit.Done], outcomes.Where(static o => o != VaultCommit.Conflict));
            Assert.Equal($"by {winner}", (await vaults[1].Keys())!.Keys[1].Id);
        }
    });

    [Fact]
    public Task No_more_than_are_allowed_are_added_at_once() => OverAsync(async vaults =>
    {
        await vaults[0].Fill(TestWorld.Acme, "there");
        VaultCommit[] outcomes = await AtOnce(Callers, i => vaults[i % vaults.Length].Save(Sample.Secret($"s{i}"), maxSecrets: 8));
        Assert.Equal(7, outcomes.Count(static o => o == VaultCommit.Done));
        Assert.Equal(Callers - 7, outcomes.Count(static o => o == VaultCommit.Full));
        Assert.Equal(8, (await vaults[1].Names()).Length);
    });

    [Fact]
    public Task One_name_is_added_once() => OverAsync(async vaults =>
    {
        await vaults[0].Fill(TestWorld.Acme);
        VaultCommit[] outcomes = await AtOnce(Callers, i => vaults[i % vaults.Length].Save(Sample.Secret("a", series: $"s{i}")));
        Assert.Equal([VaultCommit.Done], outcomes.Where(static o => o != VaultCommit.Conflict));
        Assert.Equal($"s{Array.IndexOf(outcomes, VaultCommit.Done)}", Assert.Single(await vaults[1].All()).Series);
    });

    [Fact]
    public Task Changing_and_removing_are_never_both_done() => OverAsync(async vaults =>
    {
        await vaults[0].Fill(TestWorld.Acme, [.. Enumerable.Range(0, 12).Select(static i => $"s{i}")]);
        for (int i = 0; i < 12; i++)
        {
            string name = $"s{i}";
            VaultCommit[] outcomes = await AtOnce(2, n => n == 0 ? vaults[0].Save(Sample.Secret(name, revision: 2)) : vaults[1].Remove(name, 1));
            Assert.Equal([VaultCommit.Done, VaultCommit.Conflict], outcomes.Order());
            Assert.Equal(outcomes[0] == VaultCommit.Done, await vaults[1].Find(name) is { Revision: 2 });
        }
    });

    [Fact]
    public Task What_is_saved_while_keys_change_is_saved_before_them_or_not_at_all() => OverAsync(async vaults =>
    {
        await vaults[0].Fill(TestWorld.Acme);
        for (long revision = 2; revision <= 6; revision++)
        {
            long now = revision;
            int seen = -1;
            VaultCommit[] outcomes = await AtOnce(9, async i =>
            {
                if (i != 4)
                {
                    return await vaults[i % vaults.Length].Save(Sample.Secret($"s{now}-{i}"), keysRevision: now - 1);
                }

                VaultCommit changed = await vaults[1].Save(Sample.Keys(null, now, "k1"));
                seen = (await vaults[1].Names()).Length;
                return changed;
            });
            Assert.Equal(VaultCommit.Done, outcomes[4]);

            // Behind the change of the keys nothing came any more that was sealed before it.
            Assert.Equal(seen, (await vaults[0].Names()).Length);
        }
    });

    [Fact]
    public Task Shredding_leaves_nothing_of_what_was_saved_meanwhile() => OverAsync(async vaults =>
    {
        for (int round = 0; round < 5; round++)
        {
            await vaults[0].Fill(TestWorld.Acme, "a");
            await AtOnce(9, async i =>
            {
                if (i != 4)
                {
                    return await vaults[i % vaults.Length].Save(Sample.Secret($"s{i}"));
                }

                await vaults[1].Shred();
                return VaultCommit.Done;
            });
            Assert.Equal(["no keys"], await vaults[0].Whole());
        }
    });

    [Fact]
    public Task Reader_sees_one_commit_and_never_a_part() => OverAsync(async vaults =>
    {
        const int Rounds = 30;
        await vaults[0].Fill(TestWorld.Acme, "a");
        Task writing = Task.Run(async () =>
        {
            for (long revision = 2; revision <= Rounds; revision++)
            {
                string value = new((char)('a' + (revision % 26)), Sample.LargeEnvelope);
                Assert.Equal(VaultCommit.Done, await vaults[0].Save(Sample.Secret("a", revision: revision, envelope: value)));
            }
        });
        long last = 0;
        while (last < Rounds)
        {
            StoredSecret seen = (await vaults[1].Find("a"))!;
            Assert.True(seen.Revision >= last);
            last = seen.Revision;
            Assert.True(last == 1 || seen.Versions[0].Envelope!.All(c => c == (char)('a' + (last % 26))));
            Assert.False(writing.IsFaulted);
        }

        await writing;
    });

    private static Task<VaultCommit[]> AtOnce(int count, Func<int, Task<VaultCommit>> use) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => use(i)))).WaitAsync(TimeSpan.FromSeconds(60));

    private async Task OverAsync(Func<VaultUnderTest[], Task> check)
    {
        await using VaultUnderTest one = Open();
        await using VaultUnderTest other = Open();
        await check([one, other]);
    }
}
