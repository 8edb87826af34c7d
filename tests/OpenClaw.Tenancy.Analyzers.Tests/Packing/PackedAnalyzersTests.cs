using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using OpenClaw.Tenancy.Analyzers.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Analyzers.Tests.Packing;

/// <summary>The package of the core carries the analyzers, and needs nothing for them.</summary>
public sealed class PackedAnalyzersTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public async Task The_core_carries_the_analyzers_and_depends_on_none_of_theirs()
    {
        (string[] names, string nuspec) = await PackAsync("OpenClaw.Tenancy");

        Assert.Equal(
            ["analyzers/dotnet/cs/OpenClaw.Tenancy.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/OpenClaw.Tenancy.Analyzers.dll"],
            names.Where(static n => n.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(names, static n => n.StartsWith("lib/", StringComparison.Ordinal) && n.Contains("Analyzers", StringComparison.Ordinal));
        Assert.DoesNotContain("CodeAnalysis", nuspec, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenClaw.Tenancy.Analyzers", nuspec, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenClaw.Tenancy.AspNetCore", "OpenClaw.Tenancy")]
    [InlineData("OpenClaw.Tenancy.EntityFrameworkCore", "OpenClaw.Tenancy")]
    public async Task Whoever_takes_another_package_takes_them_too(string package, string below)
    {
        (_, string nuspec) = await PackAsync(package);

        XElement dependency = Assert.Single(XDocument.Parse(nuspec).Descendants(), d => d.Name.LocalName == "dependency" && (string?)d.Attribute("id") == below);
        Assert.DoesNotContain("Analyzers", (string?)dependency.Attribute("exclude") ?? string.Empty, StringComparison.Ordinal);
    }

    private static async Task<(string[] Names, string Nuspec)> PackAsync(string package)
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("packed-").FullName;
        try
        {
            await PackAsync(package, folder);
            await using ZipArchive archive = await ZipFile.OpenReadAsync(
                Assert.Single(System.IO.Directory.GetFiles(folder, package + ".*.nupkg")), TestContext.Current.CancellationToken);
            using var nuspec = new StreamReader(await archive.Entries.Single(e => e.FullName == package + ".nuspec").OpenAsync(TestContext.Current.CancellationToken));
            return ([.. archive.Entries.Select(static e => e.FullName)], await nuspec.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    // Of what was built for this very run, so that nothing is built beside other tests.
    private static async Task PackAsync(string package, string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "pack", $"src/{package}", "--no-build", "-c", Configuration, "-o", folder, "--nologo", "-v", "quiet" },
            WorkingDirectory = WorkTree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> wrong = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await said + await wrong);
    }
}
