namespace Docs.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    /// <summary>The pages that a reader sees: those at the top and everything below docs.</summary>
    internal static IReadOnlyList<Page> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).Select(static path => new Page(path)),
    ];

    /// <summary>The source files below a folder, without what a build made.</summary>
    internal static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenClaw.Tenancy.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds OpenClaw.Tenancy.sln.");
    }
}
