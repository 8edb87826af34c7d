namespace OpenClaw.Tenancy.HouseRules.Support;

/// <summary>The work tree that the tests were built in.</summary>
internal static class Repository
{
    private static readonly string[] Made = ["bin", "obj", "artifacts", ".git", ".vs", ".idea", ".data", "TestResults", "BenchmarkDotNet.Artifacts"];

    internal static string Root { get; } = Find();

    /// <summary>The C# files under src, as they were written.</summary>
    internal static IReadOnlyList<SourceFile> Sources { get; } = [.. Files("src").Where(IsCSharp).Select(SourceFile.Read)];

    /// <summary>The project files in a folder, as paths from the root.</summary>
    internal static IReadOnlyList<string> Projects(string folder) => [.. Files(folder).Where(static p => p.EndsWith(".csproj", StringComparison.Ordinal))];

    /// <summary>The files in a folder as paths from the root, without what a build makes.</summary>
    internal static IEnumerable<string> Files(string folder)
    {
        var start = new DirectoryInfo(Path.Combine(Root, folder));
        return start.Exists ? Walk(start).Select(f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal) : [];
    }

    internal static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    internal static bool IsCSharp(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(static d => !Made.Contains(d.Name)).SelectMany(Walk));

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenClaw.Tenancy.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("OpenClaw.Tenancy.sln is in no folder above the test. Run the test from a build inside the work tree.");
    }
}
