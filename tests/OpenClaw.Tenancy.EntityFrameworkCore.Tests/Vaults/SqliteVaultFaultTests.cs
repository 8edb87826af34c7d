using System.Data.Common;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Vaults;

/// <summary>A database that fails at each point of each change: the change is not there at all.</summary>
public sealed class SqliteVaultFaultTests
{
    private static readonly Dictionary<string, Func<VaultUnderTest, Task>> Changes = new()
    {
        ["add"] = static vault => vault.Save(Sample.Secret("new")),
        ["change"] = static vault => vault.Save(Sample.Secret("a", revision: 2)),
        ["save keys"] = static vault => vault.Save(Sample.Keys(null, 2, "k1", "k2")),
        ["remove"] = static vault => vault.Remove("a", 1),
        ["shred"] = static vault => vault.Shred(),
    };

    public static TheoryData<string> Names { get; } = [.. Changes.Keys];

    [Theory]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    [MemberData(nameof(Names))]
    public async Task Change_is_there_in_whole_or_not_at_all(string change)
    {
        using var count = new CaseCount("faults/secrets", "calls to the vault, the wrapper of keys and the database that fail or are cancelled while secrets are used");
        int points = 0;
        for (bool failed = true; failed;)
        {
            using var file = new VaultFile();
            var database = new FaultyDatabase();
            await using VaultUnderTest vault = file.Open(o => o.AddInterceptors(database.Interceptors));
            await vault.Fill(TestWorld.Acme, "a", "b");
            string[] before = await vault.Whole();
            database.FailAt(++points);
            try
            {
                await Changes[change](vault);
                failed = database.HasFailed;
                database.Mend();
                Assert.NotEqual(before, await vault.Whole());
            }
            catch (DbException)
            {
                database.Mend();
                string[] after = await vault.Whole();
                Assert.Equal(database.Where != "after the commit", before.SequenceEqual(after, StringComparer.Ordinal));
            }
        }

        Assert.InRange(points, 4, 40);
        count.Add(points - 1);
        count.Held();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Right_that_dies_behind_the_last_statement_commits_nothing(string change)
    {
        using var file = new VaultFile();
        using var mortal = new MortalAccess(TestWorld.Acme);
        var watch = new LastStatement(() => mortal.Lives = 0);
        await using VaultUnderTest vault = file.Open(o => o.AddInterceptors(watch));
        await vault.Fill(TestWorld.Acme, "a", "b");
        string[] before = await vault.Whole();
        watch.IsOn = true;
        ITenantVault store = vault.Vault;
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => change switch
        {
            "add" => store.SaveAsync(mortal.Access, Sample.Secret("new"), Sample.Keys(), 256, CancellationToken.None).AsTask(),
            "change" => store.SaveAsync(mortal.Access, Sample.Secret("a", revision: 2), Sample.Keys(), 256, CancellationToken.None).AsTask(),
            "save keys" => store.SaveKeysAsync(mortal.Access, Sample.Keys(null, 2, "k1", "k2"), CancellationToken.None).AsTask(),
            "remove" => store.RemoveAsync(mortal.Access, "a", 1, CancellationToken.None).AsTask(),
            _ => store.ShredAsync(mortal.Access, CancellationToken.None).AsTask(),
        });
        Assert.True(watch.WasSeen);
        Assert.Equal(before, await vault.Whole());
    }
}
