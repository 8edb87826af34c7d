using System.Text;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>A journal in a file that is torn, edited, replaced, or on a disk that fails.</summary>
public sealed class FileJournalDamageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();
    private readonly string _file;

    public FileJournalDamageTests() => _file = Path.Combine(_folder.Path, "tenants.jsonl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Torn_last_line_is_no_line_and_is_cut_off_by_the_next_append()
    {
        byte[] whole = await WrittenAsync("one", "two");
        int first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = first + 1; length < whole.Length; length += length > whole.Length - 4 ? 1 : 3)
        {
            await File.WriteAllBytesAsync(_file, whole[..length], Token);
            using var world = new JournalWorld(_file);
            Assert.Equal(["1 one"], await world.Names());
            Assert.Equal(length, new FileInfo(_file).Length);           // a reader changes nothing
            Assert.Equal(2, await world.Append("next"));
            Assert.Contains(2111, world.Log.Events);

            Assert.Equal(["1 one", "2 next"], await world.Names());
        }
    }

    [Fact]
    public async Task Every_edit_of_a_line_is_found()
    {
        byte[] whole = await WrittenAsync("one", "two", "three");

        // But for the end of the last line: without it that line is one that was torn.
        for (int i = 0; i < whole.Length - 1; i += 5)
        {
            byte[] edited = [.. whole];
            edited[i] ^= 1;
            await File.WriteAllBytesAsync(_file, edited, Token);
            using var world = new JournalWorld(_file);
            await Assert.ThrowsAsync<InvalidDataException>(() => world.Read());
            await Assert.ThrowsAsync<InvalidDataException>(() => world.Append("next"));
            Assert.Equal(edited, await File.ReadAllBytesAsync(_file, Token));
        }
    }

    [Fact]
    public async Task Lines_that_were_taken_doubled_moved_or_brought_from_elsewhere_are_found()
    {
        string[] lines = Lines(await WrittenAsync("one", "two", "three"));
        string[] others = Lines(await WrittenAsync("one", "other", "three"));
        string[][] broken =
        [
            [lines[0], lines[2]], [lines[1], lines[2]], [lines[0], lines[0], lines[1]], [lines[1], lines[0]], [lines[0], "", lines[1]],
            [lines[0], others[1]], [lines[0], lines[1], others[2]], ["null"], [new string('x', 5 << 20)],
        ];
        foreach (string[] text in broken)
        {
            await File.WriteAllTextAsync(_file, string.Concat(text.Select(static l => l + "\n")), Token);
            using var world = new JournalWorld(_file);
            await Assert.ThrowsAsync<InvalidDataException>(() => world.Read());
        }
    }

    [Fact]
    public async Task File_that_is_cut_replaced_or_taken_away_under_a_running_process_is_not_followed()
    {
        byte[] other = await WrittenAsync("one", "other", "three");
        Action[] meddling =
        [
            () => File.WriteAllBytes(_file, other),                                                             // of the same length
            () => File.WriteAllText(_file, string.Concat(TempFolder.Lines(_file)[..2].Select(static l => l + "\n"))),
            () => File.WriteAllText(_file, ""),
            () => File.Delete(_file),
        ];
        foreach (Action meddle in meddling)
        {
            await WrittenAsync("one", "two", "three");
            using var world = new JournalWorld(_file);
            Assert.Equal(4, await world.Append("four"));
            Assert.Equal(4, (await world.Read()).Count);
            meddle();

            await Assert.ThrowsAnyAsync<SystemException>(() => world.Read(after: 4));
            await Assert.ThrowsAnyAsync<SystemException>(() => world.Append("five"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disk_that_fails_is_told_to_the_caller_and_leaves_nothing_half_written(bool whileWriting)
    {
        using var world = new JournalWorld(_file, _disk);
        await world.Append("one");
        long length = new FileInfo(_file).Length;
        int left = 1;
        if (whileWriting)
        {
            _disk.Write = static (handle, bytes, offset) =>
            {
                RandomAccess.Write(handle, bytes.Span[..(bytes.Length / 2)], offset);
                throw new IOException("No space left on device");
            };
        }
        else
        {
            _disk.Sync = handle => { if (left-- > 0) { throw new IOException("Input/output error"); } LastingFiles.FlushFile(handle); };
        }

        await Assert.ThrowsAsync<IOException>(() => world.Append("lost"));
        Assert.Equal(length, new FileInfo(_file).Length);
        Assert.Contains(2112, world.Log.Events);
        (_disk.Write, _disk.Sync) = (new TestDisk().Write, new TestDisk().Sync);
        await world.Append("two");

        Assert.Equal(["1 one", "2 two"], await world.Names());
    }

    [Fact]
    public async Task File_that_cannot_be_cut_back_takes_nothing_more_of_this_process()
    {
        using var world = new JournalWorld(_file, _disk);
        await world.Append("one");
        _disk.Write = static (handle, bytes, offset) =>
        {
            RandomAccess.Write(handle, bytes.Span[..(bytes.Length / 2)], offset);
            throw new IOException("No space left on device");
        };
        _disk.Cut = static (_, _) => throw new IOException("Read-only file system");
        await Assert.ThrowsAsync<IOException>(() => world.Append("lost"));
        (_disk.Write, _disk.Cut) = (new TestDisk().Write, new TestDisk().Cut);

        await Assert.ThrowsAsync<IOException>(() => world.Append("refused"));
        Assert.Contains(2113, world.Log.Events);
        using var after = new JournalWorld(_file);
        Assert.Equal(2, await after.Append("two"));
        Assert.Equal(["1 one", "2 two"], await world.Names());
    }

    [Fact]
    public async Task Change_that_is_not_on_the_disk_is_not_handed_on()
    {
        using var writer = new JournalWorld(_file);
        await writer.Append("one");
        using var reader = new JournalWorld(_file, _disk);
        Assert.Single(await reader.Read());
        await writer.Append("two");
        _disk.Sync = static _ => throw new IOException("Input/output error");

        await Assert.ThrowsAsync<IOException>(() => reader.Read(after: 1));
        _disk.Sync = LastingFiles.FlushFile;
        Assert.Equal([2L], (await reader.Read(after: 1)).Select(static r => r.Sequence));
    }

    [Fact]
    public async Task Lock_that_another_keeps_is_waited_for_and_then_given_up()
    {
        using var world = new JournalWorld(_file, options: o => o.LockTimeout = TimeSpan.FromMilliseconds(200));
        await world.Append("one");
        using (new FileStream(_file + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Single(await world.Read());                          // a reader takes none
            await Assert.ThrowsAsync<TimeoutException>(() => world.Append("two"));
        }

        Assert.Equal(2, await world.Append("two"));
    }

    private static string[] Lines(byte[] text) => Encoding.UTF8.GetString(text).Split('\n')[..^1];

    private async Task<byte[]> WrittenAsync(params string[] names)
    {
        File.Delete(_file);
        using var world = new JournalWorld(_file);
        foreach (string name in names)
        {
            await world.Append(name);
        }

        return await File.ReadAllBytesAsync(_file, Token);
    }
}
