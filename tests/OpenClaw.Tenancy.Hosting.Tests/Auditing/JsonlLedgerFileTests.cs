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

        byte[] whole = await File.ReadAllBytesAsync(_file, TestContext.Current.CancellationToken);
        int first = Array.IndexOf(whole, (byte)'\n') + 1;
        foreach (int length in Enumerable.Range(first, whole.Length - first + 1).Where(n => n % 7 == 0 || n >= whole.Length - 2 || n <= first + 1))
        {
            await File.WriteAllBytesAsync(_file, whole[..length], TestContext.Current.CancellationToken);
            using var world = new LedgerWorld(_folder.Path);
            bool complete = length == whole.Length;
            Assert.Equal(complete || length == first, !world.Log.Events.Contains(2111));
            await world.Append("next");

            Assert.Equal(complete ? ["1 one", "2 two", "3 next"] : ["1 one", "2 next"], await world.Trail());
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

        string[] lines = TempFolder.Lines(_file);
        string[][] broken =
        [
            [lines[0], lines[2]],                                       // one is missing
            [lines[1], lines[2]],                                       // the first is missing
            [lines[0], lines[0], lines[1]],                             // one is doubled
            [lines[1], lines[0], lines[2]],                             // in another order
            [lines[0], "", lines[1]],
            [lines[0], lines[1][..40], lines[2]],
            [lines[0], lines[1].Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), lines[2]],
            [lines[0], lines[1].Replace("\"v\":1", "\"v\":1,\"more\":1", StringComparison.Ordinal), lines[2]],
            [lines[0], lines[1].Replace("\"detail\":null", "\"actor\":null", StringComparison.Ordinal), lines[2]],
            [lines[0], lines[1].Replace("\"sequence\":2", "\"sequence\":\"2\"", StringComparison.Ordinal), lines[2]],
            [new string('x', 5 << 20)],
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
            Assert.Contains(2113, world.Log.Events);
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
