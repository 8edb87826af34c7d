using OpenClaw.Tenancy.HouseRules.Support;
using OpenClaw.Tenancy.HouseRules.Types;

namespace OpenClaw.Tenancy.HouseRules.Documentation;

/// <summary>Each option that a host can set is named in the documents.</summary>
public sealed class OptionPagesTests
{
    private static readonly string Documents = string.Join('\n', Repository.Files("docs")
        .Where(static p => p.EndsWith(".md", StringComparison.Ordinal)).Append("README.md")
        .Where(static p => File.Exists(Path.Combine(Repository.Root, p))).Select(Repository.Text));

    private static readonly Type[] Options = [.. Library.PublicTypes.Where(static t => t.Name.EndsWith("Options", StringComparison.Ordinal))];

    [Fact]
    public void Every_option_is_documented() => Rule.Holds(
        "Name the option in docs, with its default.",
        Options,
        static type => type.GetProperties(Members.Public).Select(static p => p.Name)
            .Concat(type.GetMethods(Members.Public).Where(static m => !m.IsSpecialName).Select(static m => m.Name))
            .Distinct()
            .Where(static name => !Documents.Contains(name, StringComparison.Ordinal))
            .Select(name => $"{type.Name}.{name}"));
}
