using OpenClaw.Tenancy.Vaults;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>What every vault does: it keeps what it is given, and takes nothing from whoever was not first.</summary>
public abstract class VaultContract
{
    /// <summary>Opens the vault of this test; behind a closed one, the same again, and beside an open one another.</summary>
    protected abstract VaultUnderTest Open();

    [Fact]
    public async Task Every_member_comes_back_over_a_restart()
    {
        StoredSecret secret = Sample.Large("openai");
        StoredDataKeys keys = Sample.Keys(null, 1, "k1", "k2");
        await using (VaultUnderTest vault = Open())
        {
            Assert.Equal(vault.IsDurable, vault.Vault.IsDurable);
            Assert.Equal(VaultCommit.Done, await vault.Save(keys));
            Assert.Equal(VaultCommit.Done, await vault.Save(secret));
        }

        await using VaultUnderTest again = Open();
        Assert.Equal(VaultText.Write(secret), VaultText.Write((await again.Find("openai"))!));
        Assert.Equal(VaultText.Write(keys), VaultText.Write((await again.Keys())!));
        Assert.Equal(VaultText.Write(secret), VaultText.Write(Assert.Single(await again.All())));
    }

    [Fact]
    public async Task Empty_vault_has_nothing_and_says_so()
    {
        await using VaultUnderTest vault = Open();
        Assert.Null(await vault.Find("a"));
        Assert.Null(await vault.Keys());
        Assert.Empty(await vault.All());
        Assert.Equal(VaultCommit.Conflict, await vault.Remove("a", 1));
        await vault.Shred();
        Assert.Equal(["no keys"], await vault.Whole());
    }

    [Fact]
    public async Task Listing_goes_page_by_page_in_the_order_of_code_points()
    {
        string[] names = ["con", "a", "a-b", "a.b", "a_b", "a0", "ab", "b", "0", "9z", "z", "nul.txt", "aux", "keys", "lock"];
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, names);
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        Assert.Equal(sorted, await vault.Names());

        foreach (int size in (int[])[1, 4, 15, 16])
        {
            var read = new List<string>();
            while (await vault.Vault.ListAsync(VaultUnderTest.Access(), read.Count == 0 ? null : read[^1], size, CancellationToken.None) is { Count: > 0 } page)
            {
                Assert.InRange(page.Count, 1, size);
                read.AddRange(page.Select(static s => s.Name));
            }

            Assert.Equal(sorted, read);
        }

        Assert.Equal(["a-b"], (await vault.Vault.ListAsync(VaultUnderTest.Access(), "a", 1, CancellationToken.None)).Select(static s => s.Name));
        Assert.Equal(["b"], (await vault.Vault.ListAsync(VaultUnderTest.Access(), "azz", 1, CancellationToken.None)).Select(static s => s.Name));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => vault.Vault.ListAsync(VaultUnderTest.Access(), null, 0, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Secret_changes_by_its_next_revision_alone()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a");
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", envelope: "again")));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 3)));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 0)));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("b", revision: 2)));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2, series: "of one that was removed")));
        Assert.Equal(VaultText.Write(Sample.Secret("a")), VaultText.Write(Assert.Single(await vault.All())));

        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Equal(VaultText.Write(Sample.Secret("a", revision: 2)), VaultText.Write((await vault.Find("a"))!));
    }

    [Fact]
    public async Task Keys_change_by_their_next_revision_alone()
    {
        await using VaultUnderTest vault = Open();
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(revision: 2)));
        Assert.Null(await vault.Keys());
        await vault.Fill(TestWorld.Acme);
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(null, 1, "k9")));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(null, 3, "k1")));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(null, 2, "k1", "k2") with { Series = "of keys that were shredded" }));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 3, "k2")));
        Assert.Equal(VaultText.Write(Sample.Keys(null, 3, "k2")), VaultText.Write((await vault.Keys())!));
    }

    [Fact]
    public async Task Nothing_is_saved_under_keys_that_changed()
    {
        await using VaultUnderTest vault = Open();
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a"), read: null));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a"), keysRevision: 0));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a"), keysRevision: 1));
        await vault.Fill(TestWorld.Acme, "a");
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("b"), read: null));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2), read: null));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));

        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("b"), keysRevision: 1));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2), keysRevision: 1));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2), keysRevision: 3));
        Assert.Equal([VaultText.Write(Sample.Secret("a"))], (await vault.Whole())[1..]);
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", revision: 2), keysRevision: 2));
    }

    [Fact]
    public async Task Nothing_is_saved_by_whoever_waited_over_a_shredding()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a");
        StoredDataKeys before = (await vault.Keys())!;
        await vault.Shred();
        StoredDataKeys now = Sample.Keys(null, 1, "k1") with { Series = "r2" };
        Assert.Equal(VaultCommit.Done, await vault.Save(now));
        Assert.Equal(before.Revision, now.Revision);

        // The keys are of the same revision, and others.
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a"), before));
        Assert.Equal([VaultText.Write(now)], await vault.Whole());
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a"), now));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2), before));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.Equal([VaultText.Write(now), VaultText.Write(Sample.Secret("a"))], await vault.Whole());
    }

    [Fact]
    public async Task Full_is_full_at_exactly_as_many_as_are_allowed()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("c"), maxSecrets: 3));
        Assert.Equal(VaultCommit.Full, await vault.Save(Sample.Secret("d"), maxSecrets: 3));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("c"), maxSecrets: 3));

        // What is there can be changed, however few are allowed meanwhile.
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("c", revision: 2), maxSecrets: 1));
        Assert.Equal(["a", "b", "c"], await vault.Names());
        Assert.Equal(VaultCommit.Done, await vault.Remove("b", 1));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("d"), maxSecrets: 3));
    }

    [Fact]
    public async Task Removing_takes_the_revision_that_was_seen()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Equal(VaultCommit.Conflict, await vault.Remove("a", 1));
        Assert.Equal(VaultCommit.Conflict, await vault.Remove("a", 3));
        Assert.Equal(["a", "b"], await vault.Names());
        Assert.Equal(VaultCommit.Done, await vault.Remove("a", 2));
        Assert.Equal(VaultCommit.Conflict, await vault.Remove("a", 2));
        Assert.Null(await vault.Find("a"));

        // A new one of the name is not what the old one was, whoever still holds that.
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", series: "s2")));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Equal("s2", (await vault.Find("a"))!.Series);
    }

    [Fact]
    public async Task Shredding_leaves_nothing_and_what_was_begun_before_it_brings_nothing_back()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        await vault.Shred();
        Assert.Equal(["no keys"], await vault.Whole());
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("c")));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.Equal(["no keys"], await vault.Whole());

        StoredDataKeys others = Sample.Keys(null, 1, "k3") with { Series = "r2" };
        Assert.Equal(VaultCommit.Done, await vault.Save(others));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.Equal([VaultText.Write(others)], await vault.Whole());
        await vault.Shred();
        await vault.Shred();
        Assert.Equal(["no keys"], await vault.Whole());
    }
}
