namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What this process holds open, as the kernel says it.</summary>
internal static class Descriptors
{
    private const int CloseOnExec = 0x80000;

    /// <summary>The paths of all that is open at a path or below it.</summary>
    internal static string[] Below(string top) => [.. Open(top).Select(static d => d.Path).Order(StringComparer.Ordinal)];

    /// <summary>How many stand for the root of the file system.</summary>
    internal static int OfTheTop() => Open("/").Count(static d => d.Path == "/");

    /// <summary>The paths of those that a program inherits which this process starts.</summary>
    internal static string[] Inherited(string top) => [.. Open(top).Where(static d => (Flags(d.Number) & CloseOnExec) == 0).Select(static d => d.Path)];

    private static IEnumerable<(string Number, string Path)> Open(string top)
    {
        foreach (string entry in System.IO.Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            if (new FileInfo(entry).LinkTarget is { } path && path.StartsWith(top, StringComparison.Ordinal))
            {
                yield return (Path.GetFileName(entry), path);
            }
        }
    }

    private static int Flags(string number)
    {
        string line = File.ReadLines("/proc/self/fdinfo/" + number).Single(static l => l.StartsWith("flags:", StringComparison.Ordinal));
        return Convert.ToInt32(line["flags:".Length..].Trim(), 8);
    }
}
