namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>The files of the model, where the work tree has them.</summary>
internal static class ModelFiles
{
    public static string Root { get; } = Find();

    public static string Folder { get; } = Path.Combine(Root, "tests", "OpenClaw.Tenancy.Model");

    public static string[] Paths { get; } = [.. System.IO.Directory.GetFiles(Folder, "*.dfy").Order(StringComparer.Ordinal)];

    /// <summary>The rows of the table of broken variants.</summary>
    public static BrokenVariant[] Broken { get; } = [.. File.ReadLines(Path.Combine(Folder, "broken.tsv")).Skip(1).Select(BrokenVariant.Read)];

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

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
