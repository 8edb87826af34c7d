using System.Text;
using OpenClaw.Tenancy.Storage;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Files;

/// <summary>How a vault lies in the directory of its tenant, and what is found there that it did not put there.</summary>
public sealed class VaultFolderTests : IDisposable
{
    private readonly VaultDirectories _directories = new();

    [Fact]
    public async Task Files_lie_where_credentials_do_and_are_their_owners_alone()
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "openai", "con");
        Assert.Equal("tenants/acme/credentials/", StorageLayout.Credentials(TestWorld.Acme).Text);
        Assert.Equal(
            ["vault", "vault.lock", "vault/keys", "vault/secrets", "vault/secrets/openai", "vault/secrets/~63on", "vault/staging"], _directories.Files());
        Assert.All(_directories.Files(), path => Assert.Equal(
            System.IO.Directory.Exists(_directories.Real(path)) ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserWrite,
            Mode(_directories.Real(path))));
    }

    [Fact]
    public async Task Reading_makes_nothing_in_the_tenants_directory()
    {
        await using VaultUnderTest vault = _directories.Open();
        Assert.Equal(["no keys"], await vault.Whole());
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Path.Combine(_directories.Base, "tenants", "acme")));
    }

    [Fact]
    public async Task Shredding_leaves_no_byte_of_a_key_and_none_of_what_a_dead_writer_left()
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        File.WriteAllText(_directories.Real("vault/staging/.oct-0123"), VaultText.Write(Sample.Keys()));
        File.WriteAllText(_directories.Real("vault/staging/next"), VaultText.Write(Sample.Keys()));
        await vault.Shred();
        Assert.Equal(["vault.lock"], _directories.Files());
        Assert.Empty(File.ReadAllBytes(_directories.Real("vault.lock")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shredding_that_a_process_did_not_live_to_finish_is_finished_by_the_next_writer(bool keysGone)
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        System.IO.Directory.Move(_directories.Real("vault"), _directories.Real("vault.gone"));
        if (keysGone)
        {
            File.Delete(_directories.Real("vault.gone/keys"));
        }

        Assert.Equal(["no keys"], await vault.Whole());
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 1, "k2")));
        Assert.DoesNotContain(_directories.Files(), static f => f.StartsWith("vault.gone", StringComparison.Ordinal));
        Assert.Equal([VaultText.Write(Sample.Keys(null, 1, "k2"))], await vault.Whole());
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_no_secret_and_is_swept()
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        string[] before = await vault.Whole();
        File.WriteAllText(_directories.Real("vault/staging/.oct-0123"), "half a");
        File.WriteAllText(_directories.Real("vault/staging/next"), VaultText.Write(Sample.Secret("a", revision: 2)));
        Assert.Equal(before, await vault.Whole());
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("a", revision: 2)));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(_directories.Real("vault/staging")));
    }

    [Theory]
    [InlineData("notes.txt", "shopping")]
    [InlineData("A", "{}")]
    [InlineData("~ff", "{}")]
    [InlineData("folder/file", "{}")]
    public async Task Foreign_file_is_refused_and_not_passed_over(string path, string text)
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        string real = _directories.Real("vault/secrets/" + path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(real)!);
        File.WriteAllText(real, text);
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.All());
        Assert.NotNull(await vault.Find("a"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        File.WriteAllBytes(_directories.Real("vault/secrets/a"), [.. Encoding.UTF8.GetBytes(VaultText.Write(Sample.Secret("a"))), 0xff]);
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.Find("a"));
    }

    [Fact]
    public async Task Link_to_another_tenants_secret_is_refused()
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        await vault.Fill(TestWorld.Globex, "a", "b");
        string[] globex = await vault.Whole(TestWorld.Globex);
        File.CreateSymbolicLink(_directories.Real("vault/secrets/b"), _directories.Real("vault/secrets/b", TestWorld.Globex));
        await Assert.ThrowsAsync<ConfinementException>(() => vault.Find("b"));
        await Assert.ThrowsAsync<ConfinementException>(() => vault.Save(Sample.Secret("b")));
        File.Delete(_directories.Real("vault/keys"));
        File.CreateSymbolicLink(_directories.Real("vault/keys"), _directories.Real("vault/keys", TestWorld.Globex));
        await Assert.ThrowsAsync<ConfinementException>(() => vault.Keys());
        Assert.Equal(globex, await vault.Whole(TestWorld.Globex));
    }

    [Fact]
    public async Task More_secrets_than_a_page_of_the_folder_are_listed_in_order()
    {
        await using VaultUnderTest vault = _directories.Open();
        await vault.Fill(TestWorld.Acme, "a");
        string[] names = [.. Enumerable.Range(0, 1_100).Select(static i => $"s{i:d4}")];
        Array.ForEach(names, name => File.WriteAllText(_directories.Real("vault/secrets/" + name), VaultText.Write(Sample.Secret(name))));
        Assert.Equal(["s1098", "s1099"], (await vault.Vault.ListAsync(VaultUnderTest.Access(), "s1097", 5, CancellationToken.None)).Select(static s => s.Name));
        Assert.Equal(VaultCommit.Full, await vault.Save(Sample.Secret("b"), maxSecrets: 1_101));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Secret("b"), maxSecrets: 1_102));
    }

    public void Dispose() => _directories.Dispose();

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);
}
