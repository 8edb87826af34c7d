using System.Reflection;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Surface;

/// <summary>What a package offers changes only when somebody says so.</summary>
public sealed class SurfaceTests
{
    private const string Folder = "tests/OpenClaw.Tenancy.HouseRules/Approved";

    private static readonly bool Approves = Environment.GetEnvironmentVariable("APPROVE_SURFACE") == "1";

    public static TheoryData<string> Packages => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_surface_is_the_approved_one(string package)
    {
        string path = Path.Combine(Repository.Root, Folder, package + ".txt");
        string actual = SurfacePrinter.Print(Assembly.Load(package));
        if (Approves)
        {
            File.WriteAllText(path, actual);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        if (actual != approved)
        {
            string written = Path.Combine(AppContext.BaseDirectory, package + ".actual.txt");
            File.WriteAllText(written, actual);
            Assert.Fail(Message(package, approved.Split('\n'), actual.Split('\n'), written));
        }
    }

    [Fact]
    public void Every_approved_surface_has_a_package() => Rule.Holds(
        "Delete the file of a package that has gone.",
        [.. Repository.Files(Folder).Select(static p => Path.GetFileNameWithoutExtension(p)!)],
        static name => Library.Names.Contains(name) ? null : name);

    private static string Message(string package, string[] approved, string[] actual, string written) =>
        $"""
        The public surface of {package} is not the approved one; the actual one is in {written}.
        Approve it with: APPROVE_SURFACE=1 dotnet test tests/OpenClaw.Tenancy.HouseRules
        {string.Join('\n', approved.Except(actual).Select(static l => "- " + l).Concat(actual.Except(approved).Select(static l => "+ " + l)))}
        """;
}
