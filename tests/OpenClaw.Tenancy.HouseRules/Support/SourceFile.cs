using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.HouseRules.Support;

/// <summary>One C# file: its path from the root, and its lines.</summary>
internal sealed partial record SourceFile(string Path, string[] Lines)
{
    internal static SourceFile Read(string path) => new(path, File.ReadAllLines(System.IO.Path.Combine(Repository.Root, path)));

    /// <summary>The namespace that the file declares; empty when it declares none.</summary>
    internal string Namespace => Lines.Select(static l => NamespaceLine().Match(l)).FirstOrDefault(static m => m.Success)?.Groups[1].Value ?? string.Empty;

    /// <summary>The namespace that the folder asks for.</summary>
    internal string FolderNamespace => string.Join('.', Path.Split('/')[1..^1]);

    /// <summary>The name up to the first dot: Foo.TResult.cs and Foo.Aspect.cs are Foo.</summary>
    internal string Stem => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>The types that the file declares at its top level.</summary>
    internal IEnumerable<string> Types => Lines.Select(static l => TypeLine().Match(l)).Where(static m => m.Success).Select(static m => m.Groups[1].Value);

    /// <summary>"path:line: text" of each line that matches, comments of documentation aside.</summary>
    internal IEnumerable<string> Matches(Regex pattern) => Lines
        .Select((text, index) => (text, index))
        .Where(line => !line.text.TrimStart().StartsWith("///", StringComparison.Ordinal) && pattern.IsMatch(line.text))
        .Select(line => $"{Path}:{line.index + 1}: {line.text.Trim()}");

    [GeneratedRegex(@"^namespace ([\w.]+);?")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe) )*(?:class|struct|interface|enum|record(?: class| struct)?) (\w+)")]
    private static partial Regex TypeLine();
}
