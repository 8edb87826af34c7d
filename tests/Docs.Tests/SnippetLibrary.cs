namespace Docs.Tests;

/// <summary>The code that pages may show: the named regions of Docs.Snippets and of the quickstart host, and the quickstart host as a whole.</summary>
internal static class SnippetLibrary
{
    private const string Begin = "// <snippet name=\"";
    private const string End = "// </snippet>";

    internal static IReadOnlyList<(string Name, string Code)> All { get; } = 
        [.. Repository.Sources("tests/Docs.Snippets").Concat(Repository.Sources("tests/Quickstart.Host")).SelectMany(Read), Quickstart()];

    private static (string Name, string Code) Quickstart() =>
        ("quickstart", Indentation.Trim(File.ReadAllLines(Path.Combine(Repository.Root, "tests/Quickstart.Host/Program.cs"))));

    private static IEnumerable<(string Name, string Code)> Read(string path)
    {
        string? name = null;
        var lines = new List<string>();
        foreach (string line in File.ReadAllLines(path))
        {
            string text = line.Trim();
            if (text.StartsWith(Begin, StringComparison.Ordinal))
            {
                name = name is null ? text[Begin.Length..text.LastIndexOf('"')] : throw new InvalidDataException($"{path}: snippet '{name}' has no end.");
            }
            else if (text == End)
            {
                yield return (name ?? throw new InvalidDataException($"{path}: a snippet ends that did not begin."), Indentation.Trim(lines));
                name = null;
                lines.Clear();
            }
            else if (name is not null)
            {
                lines.Add(line);
            }
        }

        if (name is not null)
        {
            throw new InvalidDataException($"{path}: snippet '{name}' has no end.");
        }
    }
}
