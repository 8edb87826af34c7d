namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The files of the model, where the work tree has them.</summary>
internal static class ModelFiles
{
    public static string Root { get; } = Find();

    public static string Folder { get; } = Path.Combine(Root, "tests", "OpenClaw.Tenancy.Model");

    public static string[] Paths { get; } = [.. System.IO.Directory.GetFiles(Folder, "*.dfy").Order(StringComparer.Ordinal)];

    /// <summary>The rows of the table of broken variants.</summary>
    public static BrokenVariant[] Broken { get; } = Variants("broken.tsv");

    /// <summary>The rows of the table of changes that break no theorem, each with its reason where the theorem would stand.</summary>
    public static BrokenVariant[] Redundant { get; } = Variants("redundant.tsv");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>The first and the last line of a theorem, counted from one.</summary>
    public static (int From, int To) LinesOf(string lemma, string text)
    {
        string[] lines = text.Split('\n');
        int from = Array.FindIndex(lines, l => l.StartsWith($"  lemma {lemma}(", StringComparison.Ordinal));
        int to = Array.FindIndex(lines, from, static l => l == "  }");
        return from < 0 || to < 0 ? throw new InvalidDataException($"{lemma} is in no form that is known here.") : (from + 1, to + 1);
    }

    private static BrokenVariant[] Variants(string table) => [.. File.ReadLines(Path.Combine(Folder, table)).Skip(1).Select(BrokenVariant.Read)];

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
