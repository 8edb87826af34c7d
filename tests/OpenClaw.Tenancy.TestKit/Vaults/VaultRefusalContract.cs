using OpenClaw.Tenancy.Vaults;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>What every vault refuses, and that a refusal leaves everything as it was.</summary>
public abstract class VaultRefusalContract
{
    private static readonly CancellationToken Ended = new(canceled: true);

    private static readonly Dictionary<string, Func<ITenantVault, VaultAccess, CancellationToken, Task>> Uses = new()
    {
        ["find"] = static (vault, access, token) => vault.FindAsync(access, "a", token).AsTask(),
        ["list"] = static (vault, access, token) => vault.ListAsync(access, null, 10, token).AsTask(),
        ["find keys"] = static (vault, access, token) => vault.FindKeysAsync(access, token).AsTask(),
        ["add"] = static (vault, access, token) => vault.SaveAsync(access, Sample.Secret("new"), Sample.Keys(), 256, token).AsTask(),
        ["change"] = static (vault, access, token) => vault.SaveAsync(access, Sample.Secret("a", revision: 2), Sample.Keys(), 256, token).AsTask(),
        ["save keys"] = static (vault, access, token) => vault.SaveKeysAsync(access, Sample.Keys(null, 2, "k1", "k2"), token).AsTask(),
        ["remove"] = static (vault, access, token) => vault.RemoveAsync(access, "a", 1, token).AsTask(),
        ["shred"] = static (vault, access, token) => vault.ShredAsync(access, token).AsTask(),
    };

    public static TheoryData<string> Names { get; } = [.. Uses.Keys];

    protected abstract VaultUnderTest Open();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Right_that_dies_on_the_way_changes_nothing(string use)
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        string[] before = await vault.Whole();
        for (int lives = 0; ; lives++)
        {
            using var mortal = new MortalAccess(TestWorld.Acme);
            int made = mortal.Asked;
            mortal.Lives = made + lives;
            try
            {
                await Uses[use](vault.Vault, mortal.Access, CancellationToken.None);

                // It was asked at the beginning and at the end, and each answer was a condition.
                Assert.Equal(lives, mortal.Asked - made);
                Assert.InRange(lives, 2, 100);
                return;
            }
            catch (TenantScopeRequiredException)
            {
                Assert.Equal(before, await vault.Whole());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Token_that_has_ended_ends_it(string use)
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        string[] before = await vault.Whole();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Uses[use](vault.Vault, VaultUnderTest.Access(), Ended));
        Assert.Equal(before, await vault.Whole());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_done_without_a_right(string use)
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        string[] before = await vault.Whole();
        await Assert.ThrowsAsync<ArgumentNullException>(() => Uses[use](vault.Vault, null!, CancellationToken.None));
        Assert.Equal(before, await vault.Whole());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not a text of this version")]
    [InlineData("of another tenant")]
    [InlineData("of another name")]
    public async Task Text_that_cannot_be_read_is_no_missing_secret(string text)
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        await vault.SpoilSecretAsync(TestWorld.Acme, "a", text switch
        {
            "of another tenant" => VaultText.Write(Sample.Secret("a", TestWorld.Globex)),
            "of another name" => VaultText.Write(Sample.Secret("b")),
            _ => text,
        });

        await Assert.ThrowsAsync<InvalidDataException>(() => vault.Find("a"));
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.All());
        Assert.NotNull(await vault.Find("b"));
        Assert.Equal(VaultCommit.Full, await vault.Save(Sample.Secret("c"), maxSecrets: 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"tenant\":\"acme\"}")]
    [InlineData("of another tenant")]
    public async Task Keys_that_cannot_be_read_are_not_missing(string text)
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a");
        await vault.SpoilKeysAsync(TestWorld.Acme, text == "of another tenant" ? VaultText.Write(Sample.Keys(TestWorld.Globex)) : text);

        await Assert.ThrowsAsync<InvalidDataException>(() => vault.Keys());
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.NotEqual(VaultCommit.Done, await Outcome(() => vault.Save(Sample.Keys())));

        // What cannot be read can still be shredded.
        await vault.Shred();
        Assert.Equal(["no keys"], await vault.Whole());
    }

    // As a revocation does it, which takes no key.
    [Fact]
    public async Task Without_its_keys_what_is_there_can_be_changed_and_nothing_added()
    {
        await using VaultUnderTest vault = Open();
        await vault.Fill(TestWorld.Acme, "a");
        await vault.LoseKeysAsync(TestWorld.Acme);
        Assert.Null(await vault.Keys());
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("b"), read: null));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 3), read: null));
        Assert.Equal(VaultCommit.Conflict, await vault.Save(Sample.Secret("a", revision: 2, series: "another"), read: null));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", revision: 2), read: null));
        Assert.Equal(["no keys", VaultText.Write(Sample.Secret("a", revision: 2))], await vault.Whole());
    }

    private static async Task<VaultCommit> Outcome(Func<Task<VaultCommit>> save)
    {
        try
        {
            return await save();
        }
        catch (InvalidDataException)
        {
            return VaultCommit.Unspecified;
        }
    }
}
