using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>A name is given once, and what cannot be put on the disk is said.</summary>
public sealed class LastingFilesTests
{
    [Fact]
    public void A_name_is_given_once_and_the_second_draft_changes_nothing()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "key");
        string first = Draft(folder, "first");
        string second = Draft(folder, "second");

        Assert.True(LastingFiles.TryName(first, path));
        Assert.False(LastingFiles.TryName(second, path));

        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal("second", File.ReadAllText(second));
        Assert.Equal(!OperatingSystem.IsWindows(), File.Exists(first));
    }

    [Fact]
    public void Each_folder_that_is_made_on_the_way_is_for_its_owner_alone()
    {
        using var folder = new TempFolder();
        string deep = Path.Combine(folder.Path, "one", "two");

        LastingFiles.EnsureFolder(deep);
        LastingFiles.EnsureFolder(deep);

        foreach (string path in (string[])[deep, Path.GetDirectoryName(deep)!])
        {
            Assert.True(System.IO.Directory.Exists(path));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            }
        }
    }

    [Fact]
    public void A_draft_that_is_not_there_gets_no_name()
    {
        using var folder = new TempFolder();
        Assert.ThrowsAny<IOException>(() => LastingFiles.TryName(Path.Combine(folder.Path, "none"), Path.Combine(folder.Path, "key")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "key")));
    }

    [Fact]
    public void A_file_that_is_on_no_disk_or_closed_cannot_be_written_to_the_disk()
    {
        using var folder = new TempFolder();
        using (SafeFileHandle file = File.OpenHandle(Draft(folder, "first"), FileMode.Open, FileAccess.ReadWrite))
        {
            LastingFiles.FlushFile(file);
            file.Dispose();
            Assert.Throws<ObjectDisposedException>(() => LastingFiles.FlushFile(file));
        }

        Assert.SkipUnless(OperatingSystem.IsLinux(), "No file that is on no disk is known there.");
        using SafeFileHandle none = File.OpenHandle("/proc/self/comm", FileMode.Open, FileAccess.ReadWrite);
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var other = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        Assert.All((SafeFileHandle[])[none, other], static file =>
            Assert.Contains("cannot be written to the disk (error 22)", Assert.Throws<IOException>(() => LastingFiles.FlushFile(file)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_on_no_disk_cannot_be_written_to_the_disk()
    {
        using var folder = new TempFolder();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such call.");
        LastingFiles.FlushFolder(folder.Path);
        Assert.Contains("cannot be opened", Assert.Throws<IOException>(() => LastingFiles.FlushFolder(Path.Combine(folder.Path, "none"))).Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("cannot be written to the disk", Assert.Throws<IOException>(() => LastingFiles.FlushFolder("/proc")).Message, StringComparison.Ordinal);
        }
    }

    private static string Draft(TempFolder folder, string text)
    {
        string path = Path.Combine(folder.Path, text + ".tmp");
        File.WriteAllText(path, text);
        return path;
    }
}
