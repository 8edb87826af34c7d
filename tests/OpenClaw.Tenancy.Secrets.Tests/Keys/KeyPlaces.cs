using System.Diagnostics;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Tests.Keys;

/// <summary>A temporary folder with files of keys, good ones and bad ones.</summary>
internal sealed class KeyPlaces : IDisposable
{
    internal string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("secret-keys-").FullName;

    internal string Path => System.IO.Path.Combine(Folder, "secrets.key");

    internal static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    internal string Write(string text, string mode = "600", string? name = null)
    {
        string path = name is null ? Path : System.IO.Path.Combine(Folder, name);
        File.Delete(path);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        }

        return path;
    }

    internal string Link(string target)
    {
        File.CreateSymbolicLink(Path, target);
        return Path;
    }

    internal string Pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes with names are for Unix alone.");
        using Process made = Process.Start("mkfifo", ["-m", "600", Path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return Path;
    }

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);
}
