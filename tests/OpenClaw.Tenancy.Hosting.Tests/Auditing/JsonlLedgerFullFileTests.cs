using System.Buffers;
using System.Runtime.Versioning;
using System.Text;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Files of a ledger that are full and are not written any more: what was done to one of them refuses the start.</summary>
public sealed class JsonlLedgerFullFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Active => LedgerWorld.PathIn(_folder.Path);

    private string[] Full => [.. System.IO.Directory.GetFiles(_folder.Path, "ledger-*.jsonl").Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Checkpoint_at_its_end_that_another_key_signed()
    {
        await FillAsync(_folder.Path);
        using EcdsaSigner other = EcdsaSigner.Generate();
        foreach (string file in Full)
        {
            string[] lines = TempFolder.Lines(file);
            Assert.True(SignedCheckpoint.TryReadLine(Encoding.UTF8.GetBytes(lines[^1]), out SignedCheckpoint? end));
            var forged = new ArrayBufferWriter<byte>();
            (await end.Checkpoint.SignAsync(other, CancellationToken.None)).WriteLine(forged);
            Refused(file, string.Concat(lines[..^1].Select(static l => l + "\n")) + Encoding.UTF8.GetString(forged.WrittenSpan), "is not signed by the key");
        }

        await OpensAsync();
    }

    [Fact]
    public async Task Last_one_is_signed_also_where_the_one_that_is_written_was_taken_away()
    {
        await FillAsync(_folder.Path);
        File.Delete(Active);
        using EcdsaSigner other = EcdsaSigner.Generate();
        string[] lines = TempFolder.Lines(Full[^1]);
        Assert.True(SignedCheckpoint.TryReadLine(Encoding.UTF8.GetBytes(lines[^1]), out SignedCheckpoint? end));
        var forged = new ArrayBufferWriter<byte>();
        (await end.Checkpoint.SignAsync(other, CancellationToken.None)).WriteLine(forged);

        Refused(Full[^1], string.Concat(lines[..^1].Select(static l => l + "\n")) + Encoding.UTF8.GetString(forged.WrittenSpan), "is not signed by the key");
    }

    [Fact]
    public async Task Last_one_has_a_beginning_also_where_the_one_that_is_written_was_taken_away()
    {
        await FillAsync(_folder.Path);
        File.Delete(Active);

        Refused(Full[^1], string.Empty, "has no beginning");
    }

    [Fact]
    public async Task Checkpoint_or_the_end_of_its_line_is_missing()
    {
        await FillAsync(_folder.Path);
        foreach (string file in Full)
        {
            string text = TempFolder.Text(file);
            string[] lines = TempFolder.Lines(file);
            Refused(file, string.Concat(lines[..^1].Select(static l => l + "\n")), null);
            Refused(file, text[..^1], null);
            Refused(file, text + "{", "does not end with a checkpoint");
            Refused(file, string.Empty, null);
        }

        await OpensAsync();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task One_is_missing_or_another_ledgers_stands_in_its_place()
    {
        using var elsewhere = new TempFolder();
        await FillAsync(_folder.Path);
        File.Copy(Path.Combine(_folder.Path, "signing.key"), Path.Combine(elsewhere.Path, "signing.key"));
        await FillAsync(elsewhere.Path);
        foreach (string file in Full)
        {
            string text = TempFolder.Text(file);
            Refused(file, TempFolder.Text(Path.Combine(elsewhere.Path, Path.GetFileName(file))), null);
            File.Delete(file);
            Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(_folder.Path, more: SmallFiles.In).Dispose());
            File.WriteAllText(file, text);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await OpensAsync();
    }

    private static async Task FillAsync(string folder)
    {
        await using var ledger = new JsonlLedger(folder, more: SmallFiles.In);
        for (int i = 0; i < 4; i++)
        {
            await ledger.Append($"a{i}");
        }
    }

    private async Task OpensAsync()
    {
        await using var ledger = new JsonlLedger(_folder.Path, more: SmallFiles.In);
        Assert.Equal(["1 a0", "2 a1", "3 a2", "4 a3"], await ledger.Trail());
    }

    private void Refused(string file, string text, string? fault)
    {
        string before = TempFolder.Text(file);
        Assert.NotEqual(before, text);
        File.WriteAllText(file, text);
        var refused = Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(_folder.Path, more: SmallFiles.In).Dispose());
        Assert.Contains(fault ?? string.Empty, refused.Message, StringComparison.Ordinal);
        File.WriteAllText(file, before);
    }
}
