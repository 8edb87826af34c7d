using System.Text;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Vaults;

/// <summary>What of a wrapped key is in the files of SQLite once it was shredded: nothing.</summary>
public sealed class SqliteVaultErasureTests : IDisposable
{
    private readonly VaultFile _file = new();

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task Shredded_key_is_in_no_file(string journal)
    {
        await using VaultUnderTest vault = _file.Open();
        _file.Sql($"PRAGMA journal_mode = {journal}");
        await vault.Fill(TestWorld.Acme, "a");
        await vault.Fill(TestWorld.Globex, "a");
        Assert.True(Holds("wrapped-acme-k1") && Holds("v1.k1.acme.a.1"));

        await vault.Shred();
        Assert.False(Holds("wrapped-acme-k1"));
        Assert.False(Holds("v1.k1.acme.a.1"));
        Assert.True(Holds("wrapped-globex-k1"));
    }

    [Fact]
    public async Task Dropped_key_and_removed_secret_are_in_no_file()
    {
        await using VaultUnderTest vault = _file.Open();
        await vault.Fill(TestWorld.Acme, "a", "b");
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 2, "k1", "k2")));
        Assert.Equal(VaultCommit.Done, await vault.Save(Sample.Keys(null, 3, "k2")));
        Assert.Equal(VaultCommit.Done, await vault.Remove("a", 1));
        Assert.False(Holds("wrapped-acme-k1"));
        Assert.False(Holds("v1.k1.acme.a.1"));
        Assert.True(Holds("wrapped-acme-k2") && Holds("v1.k1.acme.b.1"));
    }

    public void Dispose() => _file.Dispose();

    private bool Holds(string text) => System.IO.Directory.GetFiles(_file.Folder)
        .Any(path => File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
}
