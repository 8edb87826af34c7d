using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Layering;

/// <summary>The solution holds every project, so that one command builds and tests all.</summary>
public sealed class SolutionTests
{
    // It restores the packed core, which a build of the solution has not made yet.
    private static readonly string[] Outside = ["tests/Trimmed.Console/Trimmed.Console.csproj"];

    private static readonly string Solution = Repository.Text("OpenClaw.Tenancy.sln").Replace('\\', '/');

    [Fact]
    public void Every_project_is_in_the_solution() => Rule.Holds(
        "Run: dotnet sln add PROJECT",
        [.. new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(Repository.Projects).Except(Outside)],
        static project => Solution.Contains($"\"{project}\"", StringComparison.Ordinal) ? null : project);

    [Fact]
    public void What_stands_outside_is_there_and_outside() => Rule.Holds(
        "The list of projects outside the solution is out of date.",
        Outside,
        static project => File.Exists(Path.Combine(Repository.Root, project)) && !Solution.Contains(project, StringComparison.Ordinal) ? null : project);
}
