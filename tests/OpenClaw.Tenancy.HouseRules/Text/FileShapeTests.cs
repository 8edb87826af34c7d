using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Text;

/// <summary>Files are small, and stand where their name says.</summary>
public sealed class FileShapeTests
{
    private const int MaxLines = 300;
    private const int MaxMedian = 60;

    [Fact]
    public void The_folder_is_the_namespace() => Rule.Holds(
        "Move the file, or mend its namespace; only extensions of a framework's types may stand in a framework's namespace, with a reason.",
        Repository.Sources,
        static file => file.Namespace == file.FolderNamespace || IsExtensionOfFramework(file) ? null : $"{file.Path}: {file.Namespace}");

    [Fact]
    public void The_file_is_named_as_its_type() => Rule.Holds(
        "One type in a file, of the same name.",
        Repository.Sources,
        static file => file.Types.Distinct().ToArray() is [{ } type] && type == file.Stem ? null : $"{file.Path}: {string.Join(", ", file.Types)}");

    [Fact]
    public void No_file_is_long() => Rule.Holds(
        $"At most {MaxLines} lines.", Repository.Sources, static file => file.Lines.Length <= MaxLines ? null : $"{file.Path}: {file.Lines.Length}");

    [Fact]
    public void Most_files_are_short()
    {
        int[] lengths = [.. Repository.Sources.Select(static f => f.Lines.Length).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, MaxMedian);
    }

    private static bool IsExtensionOfFramework(SourceFile file) =>
        file.Namespace.StartsWith("Microsoft.", StringComparison.Ordinal)
        && file.Stem.EndsWith("Extensions", StringComparison.Ordinal)
        && file.Lines.Any(static l => l.StartsWith("#pragma warning disable IDE0130 // Reason:", StringComparison.Ordinal));
}
