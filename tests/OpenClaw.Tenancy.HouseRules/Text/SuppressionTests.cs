using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Text;

/// <summary>Whoever silences a warning says why.</summary>
public sealed partial class SuppressionTests
{
    private static readonly SourceFile[] Sources = [.. Repository.Files(".").Where(Repository.IsCSharp).Select(SourceFile.Read)];

    [Fact]
    public void Every_pragma_has_a_reason() => Rule.Holds(
        "Write: #pragma warning disable CA0000 // Reason: ...",
        Sources,
        static file => file.Matches(Disable()).Where(static line => !line.Contains("// Reason: ", StringComparison.Ordinal)));

    [Fact]
    public void Every_suppressing_attribute_has_a_justification() => Rule.Holds(
        "Give it Justification = \"...\".",
        Repository.Sources,
        static file => file.Matches(Attribute()).Where(static line => !line.Contains("Justification = ", StringComparison.Ordinal)));

    [Fact]
    public void Every_silenced_warning_of_a_package_has_a_reason() => Rule.Holds(
        "Put a comment with 'Reason:' on the line before.",
        [.. Repository.Files("src").Where(static p => p.EndsWith(".csproj", StringComparison.Ordinal) || p.EndsWith(".props", StringComparison.Ordinal)).Select(SourceFile.Read)],
        static file => file.Lines
            .Zip(file.Lines.Prepend(string.Empty), static (line, before) => (line, before))
            .Where(static pair => pair.line.Contains("<NoWarn", StringComparison.Ordinal) && !(pair.before + pair.line).Contains("Reason: ", StringComparison.Ordinal))
            .Select(pair => $"{file.Path}: {pair.line.Trim()}"));

    [GeneratedRegex(@"^\s*#pragma warning disable|^\s*#nullable disable")]
    private static partial Regex Disable();

    [GeneratedRegex(@"\[[^\]]*SuppressMessage\(")]
    private static partial Regex Attribute();
}
