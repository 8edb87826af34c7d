using System.Runtime.Versioning;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>The file of a ledger: one writer, nothing skipped, nothing made up.</summary>
public sealed class JsonlLedgerFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public JsonlLedgerFileTests() => _file = LedgerWorld.PathIn(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Second_writer_is_refused_until_the_first_has_ended()
    {
        using (var first = new LedgerWorld(_folder.Path))
        {
            await first.Append("one");
            TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(_folder.Path));
            Assert.Contains("another process", refused.Message, StringComparison.Ordinal);
            using WriterProcess other = WriterProcess.Start("ledger", _folder.Path);
            Assert.StartsWith("refused", other.Greeting, StringComparison.Ordinal);
            await first.Append("two");
        }

        using WriterProcess next = WriterProcess.Start("ledger", _folder.Path);
        Assert.Equal("ready", next.Greeting);
        Assert.Equal(["ack x-0-0"], next.Ask("append x 1 1"));
        Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(_folder.Path));
    }

    [Fact]
    public void Place_where_nothing_is_locked_refuses_the_start()
    {
        using WriterProcess writer = WriterProcess.Start("ledger", _folder.Path, ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "true"));

        Assert.Contains("cannot be locked", writer.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Torn_last_line_is_cut_off_wherever_it_was_torn()
    {
        using (var world = new LedgerWorld(_folder.Path))
        {
            await world.Append("one");
            await world.Append("two");
        }

        // The beginning of the file, a record, its checkpoint, a record, its checkpoint.
        byte[] whole = await File.ReadAllBytesAsync(_file, TestContext.Current.CancellationToken);
        int[] ends = [.. whole.Index().Where(static b => b.Item == (byte)'\n').Select(static b => b.Index + 1)];
        Assert.Equal(5, ends.Length);
        foreach (int length in Enumerable.Range(ends[0], whole.Length - ends[0] + 1).Where(n => n % 7 == 0 || ends.Any(e => Math.Abs(n - e) < 2)))
        {
            await File.WriteAllBytesAsync(_file, whole[..length], TestContext.Current.CancellationToken);
            using var world = new LedgerWorld(_folder.Path);
            bool covered = length == ends[0] || length == ends[2] || length == ends[4];
            Assert.Equal(covered, !world.Log.Events.Contains(2111));
            await world.Append("next");

            string[] kept = length == ends[4] ? ["1 one", "2 two", "3 next"] : length >= ends[2] ? ["1 one", "2 next"] : ["1 next"];
            Assert.Equal(kept, await world.Trail());
        }
    }

    [Fact]
    public async Task Line_that_is_broken_and_not_the_last_is_never_skipped()
    {
        using (var world = new LedgerWorld(_folder.Path))
        {
            await world.Append("one");
            await world.Append("two");
            await world.Append("three");
        }

        // The beginning of the file, and then in turn a record and its checkpoint.
        string[] l = TempFolder.Lines(_file);
        string Changed(string from, string to) => l[3].Replace(from, to, StringComparison.Ordinal);
        string[][] broken =
        [
            [l[0], l[1], l[2], l[5], l[6]],                             // one is missing
            [l[0], l[3], l[4], l[5], l[6]],                             // the first is missing
            [l[1], l[2], l[3], l[4]],                                   // the beginning is missing
            [l[0], l[1], l[1], l[2], l[3], l[4]],                       // one is doubled
            [l[0], l[3], l[1], l[4]],                                   // in another order
            [l[0], l[1], l[2], l[5], l[3], l[6]],
            [l[0], l[1], l[4]],                                         // the checkpoint of others
            [l[0], l[1], l[2], "", l[3], l[4]],
            [l[0], l[1], l[2], l[3][..40], l[4]],
            [l[0], l[1], l[2], l[3][..40]],                             // also as the last line, where it has its end
            [l[0], l[1], l[2], Changed("\"v\":3", "\"v\":4"), l[4]],
            [l[0], l[1], l[2], Changed("\"v\":3", "\"v\":3,\"w\":1"), l[4]],
            [l[0], l[1], l[2], Changed("\"actor\":\"two\"", "\"actor\":\"two\",\"actor\":null"), l[4]],
            [l[0], l[1], l[2], Changed("\"sequence\":2", "\"sequence\":\"2\""), l[4]],
            [l[0], l[1], l[2], Changed("\"actor\":\"two\"", "\"actor\":\"who\""), l[4]],
            [l[0], l[1], l[2], Changed("\"index\":1", "\"index\": 1"), l[4]],
            [l[0], new string('x', 5 << 20)],
            [l[0], "null"],
            ["null"],
        ];
        foreach (string[] text in broken)
        {
            await File.WriteAllTextAsync(_file, string.Concat(text.Select(static l => l + "\n")), TestContext.Current.CancellationToken);
            byte[] before = await File.ReadAllBytesAsync(_file, TestContext.Current.CancellationToken);
            TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(_folder.Path));
            Assert.Contains("damaged at line", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, await File.ReadAllBytesAsync(_file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task File_that_was_moved_or_changed_by_others_takes_nothing_more()
    {
        Action<string>[] meddling =
        [
            static path => File.Move(path, path + ".1"),
            static path => { File.Move(path, path + ".2"); File.WriteAllText(path, ""); },
            static path => File.AppendAllText(path, "x\n"),
            static path => File.WriteAllText(path, ""),
        ];
        for (int i = 0; i < meddling.Length; i++)
        {
            string folder = Path.Combine(_folder.Path, $"f{i}");
            using var world = new LedgerWorld(folder);
            await world.Append("one");
            meddling[i](world.File);

            await Assert.ThrowsAsync<IOException>(() => world.Append("two"));
            Assert.True(SpinWait.SpinUntil(() => world.Log.Events.Contains(2113), TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Files_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        string folder = Path.Combine(_folder.Path, "a", "b");
        using (new LedgerWorld(folder))
        {
            Assert.Equal(Private, File.GetUnixFileMode(LedgerWorld.PathIn(folder)));
            Assert.Equal(Private, File.GetUnixFileMode(LedgerWorld.PathIn(folder) + ".lock"));
            Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(folder)!));
        }

        File.SetUnixFileMode(LedgerWorld.PathIn(folder), Private | UnixFileMode.GroupWrite);
        Assert.Contains("chmod 600", Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_name_of_the_same_file_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes links for administrators alone.");
        string other = Path.Combine(_folder.Path, "other");
        System.IO.Directory.CreateDirectory(other);
        using var first = new LedgerWorld(_folder.Path);
        File.CreateSymbolicLink(LedgerWorld.PathIn(other), _file);

        Assert.Contains("link", Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_that_cannot_be_a_folder_is_refused_with_the_fix()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "taken"), "");

        TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(Path.Combine(_folder.Path, "taken")));
        Assert.Contains("AddJsonlLedger", refused.Message, StringComparison.Ordinal);
    }
}
