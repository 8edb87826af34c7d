namespace OpenClaw.Tenancy.TestKit;

/// <summary>The work tree that the tests were built in.</summary>
public static class WorkTree
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The blocks of one language that a page shows, in their order.</summary>
    /// <param name="page">The page's path in the work tree.</param>
    /// <param name="language">The language that stands behind the opening fence.</param>
    public static string[] Blocks(string page, string language)
    {
        string text = File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");
        return [.. text.Split($"```{language}\n").Skip(1).Select(static part => part[..part.IndexOf("\n```", StringComparison.Ordinal)])];
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OpenClaw.Tenancy.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds OpenClaw.Tenancy.sln.");
    }
}
