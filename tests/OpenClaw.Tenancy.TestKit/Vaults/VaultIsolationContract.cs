using OpenClaw.Tenancy.Vaults;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>What every vault keeps apart: with the right of one tenant nothing of another's is seen or changed, and what is foreign is absent.</summary>
public abstract class VaultIsolationContract
{
    protected abstract VaultUnderTest Open();

    [Fact]
    public async Task Same_names_are_each_tenants_own()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "openai", "slack");
        await vault.Fill(TestWorld.Globex, "openai", "slack");
        string[] globex = await vault.Whole(TestWorld.Globex);

        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("openai", revision: 2)));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("more")));
        Assert.Equal(VaultCommit.Done, await vault.Remove("slack", 1));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.Equal(globex, await vault.Whole(TestWorld.Globex));
        Assert.Equal(["more", "openai"], await vault.Names());

        await vault.Shred();
        Assert.Equal(globex, await vault.Whole(TestWorld.Globex));
        Assert.Equal(["no keys"], await vault.Whole());
    }

    [Fact]
    public async Task Foreign_is_answered_as_absent_is()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "mine");
        await vault.Fill(TestWorld.Globex, "theirs");
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("theirs", TestWorld.Globex, revision: 2)));
        string[] globex = await vault.Whole(TestWorld.Globex);

        foreach (string name in (string[])["theirs", "nobodys"])
        {
            Assert.Null(await vault.Find(name));
            Assert.Equal(VaultCommit.Conflict, await vault.Remove(name, 2));
            Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret(name, revision: 3)));
            Assert.Equal(["mine"], (await vault.Vault.ListAsync(VaultUnderTest.Access(), "a", 10, CancellationToken.None)).Select(static s => s.Name));
            Assert.Empty(await vault.Vault.ListAsync(VaultUnderTest.Access(), name, 10, CancellationToken.None));
        }

        Assert.Equal(globex, await vault.Whole(TestWorld.Globex));
    }

    [Fact]
    public async Task What_is_another_tenants_is_not_taken()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a");
        await vault.Fill(TestWorld.Globex);
        string[] acme = await vault.Whole();
        VaultAccess globex = VaultUnderTest.Access(TestWorld.Globex);

        await Assert.ThrowsAsync<TenantMismatchException>(() => vault.Vault.SaveAsync(globex, Sample.Secret("a", revision: 2), Sample.Keys(), 256, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<TenantMismatchException>(() => vault.Vault.SaveAsync(globex, Sample.Secret("b"), Sample.Keys(), 256, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<TenantMismatchException>(() => vault.Vault.SaveKeysAsync(globex, Sample.Keys(null, 2, "k1", "k2"), CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<TenantMismatchException>(() => vault.Vault.SaveKeysAsync(VaultUnderTest.Access(TestWorld.Initech), Sample.Keys(), CancellationToken.None).AsTask());

        Assert.Equal(acme, await vault.Whole());
        Assert.Single(await vault.Whole(TestWorld.Globex));
        Assert.Equal(["no keys"], await vault.Whole(TestWorld.Initech));
    }

    [Fact]
    public async Task Full_vault_of_one_tenant_is_nothing_to_another()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b", "c");
        await vault.Fill(TestWorld.Globex);
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", TestWorld.Globex), maxSecrets: 1));
        Assert.Equal(VaultCommit.Full, await vault.Save(Sample.Secret("b", TestWorld.Globex), maxSecrets: 1));
    }

    [Theory]
    [InlineData("../../globex/credentials/vault/secrets/a")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("%")]
    [InlineData("a' OR '1'='1")]
    [InlineData("A")]
    [InlineData("~41")]
    [InlineData(".oct-1")]
    [InlineData("\ud83d\ude00")]
    public async Task Name_that_is_none_reaches_nothing_else(string name)
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a");
        await vault.Fill(TestWorld.Globex, "a");
        string[] before = await Both(vault);

        Assert.Null(await vault.Find(name));
        Assert.Equal(VaultCommit.Conflict, await vault.Remove(name, 1));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret(name, revision: 2)));
        Assert.Equal(before, await Both(vault));

        // Where it is kept, it is kept under itself.
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret(name)));
        Assert.Equal(VaultText.Write(Sample.Secret(name)), VaultText.Write((await vault.Find(name))!));
        Assert.Equal(VaultText.Write(Sample.Secret("a")), VaultText.Write((await vault.Find("a"))!));
        Assert.Equal(VaultCommit.Done, await vault.Remove(name, 1));
        Assert.Equal(before, await Both(vault));
    }

    private static async Task<string[]> Both(VaultUnderTest vault) => [.. await vault.Whole(), .. await vault.Whole(TestWorld.Globex)];
}
