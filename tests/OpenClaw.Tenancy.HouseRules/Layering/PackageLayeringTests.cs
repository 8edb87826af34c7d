using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Layering;

/// <summary>The packages stand in rows: each sees only what is listed for it.</summary>
public sealed partial class PackageLayeringTests
{
    private const string Core = "OpenClaw.Tenancy";
    private const string Any = "*";

    private static readonly Dictionary<string, string[]> MaySee = new()
    {
        [Core] = [],
        [Core + ".Analyzers"] = [],
        [Core + ".Analyzers.CodeFixes"] = [Core + ".Analyzers"],
        [Core + ".Tokens"] = [Core],
        [Core + ".Secrets"] = [Core],
        [Core + ".Hosting"] = [Core],
        [Core + ".EntityFrameworkCore"] = [Core],
        [Core + ".AspNetCore"] = [Core],
        [Core + ".PostgreSql"] = [Core, Core + ".EntityFrameworkCore"],
        [Core + ".Ingress"] = [Core, Core + ".AspNetCore", Core + ".Secrets"],
        [Core + ".Testing"] = [Any],
    };

    private static readonly string[] Abstractions =
        ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"];

    [Fact]
    public void A_package_references_only_what_its_row_sees() => Rule.Holds(
        "Each package sees the core, and the package that it stands upon.",
        Repository.Projects("src"),
        static project => References(project).Where(other => !Sees(NameOf(project), other)).Select(other => $"{NameOf(project)} references {other}"));

    [Fact]
    public void A_built_package_uses_only_what_its_row_sees() => Rule.Holds(
        "Each package sees the core, and the package that it stands upon.",
        Library.Assemblies,
        static assembly => assembly.GetReferencedAssemblies().Select(static r => r.Name!)
            .Where(static name => name.StartsWith(Core, StringComparison.Ordinal))
            .Where(other => !Sees(assembly.GetName().Name!, other))
            .Select(other => $"{assembly.GetName().Name} uses {other}"));

    [Fact]
    public void Every_package_has_its_row() => Rule.Holds(
        "State in the table above what the new package may see.", Library.Names, static name => MaySee.ContainsKey(name) ? null : name);

    [Fact]
    public void The_core_needs_the_base_library_and_three_abstractions() => Rule.Holds(
        "The core knows no web server, no database and no token library.",
        Library.Core.GetReferencedAssemblies(),
        static other => other.Name!.StartsWith("System.", StringComparison.Ordinal) || Abstractions.Contains(other.Name) ? null : other.Name);

    private static bool Sees(string package, string other) =>
        MaySee.TryGetValue(package, out string[]? seen) && (seen.Contains(other) || seen.Contains(Any));

    private static IEnumerable<string> References(string project) =>
        ProjectReference().Matches(Repository.Text(project)).Select(static m => NameOf(m.Groups[1].Value));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
