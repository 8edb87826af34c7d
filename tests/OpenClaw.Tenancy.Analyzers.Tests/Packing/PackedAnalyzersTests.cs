using System.Diagnostics;
using System.IO.Compression;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Packing;

/// <summary>The package of the core carries the analyzers, and needs nothing for them.</summary>
public sealed class PackedAnalyzersTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public async Task The_core_carries_the_analyzers_and_depends_on_none_of_theirs()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("packed-").FullName;
        try
        {
            await PackAsync(folder);
            string package = Assert.Single(System.IO.Directory.GetFiles(folder, "OpenClaw.Tenancy.*.nupkg"));
            await using ZipArchive archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
            string[] names = [.. archive.Entries.Select(static e => e.FullName)];

            Assert.Equal(
                ["analyzers/dotnet/cs/OpenClaw.Tenancy.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/OpenClaw.Tenancy.Analyzers.dll"],
                names.Where(static n => n.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(names, static n => n.StartsWith("lib/", StringComparison.Ordinal) && n.Contains("Analyzers", StringComparison.Ordinal));

            using var nuspec = new StreamReader(await archive.Entries.Single(static e => e.FullName == "OpenClaw.Tenancy.nuspec").OpenAsync(TestContext.Current.CancellationToken));
            string text = await nuspec.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("CodeAnalysis", text, StringComparison.Ordinal);
            Assert.DoesNotContain("OpenClaw.Tenancy.Analyzers", text, StringComparison.Ordinal);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    // Of what was built for this very run, so that nothing is built beside other tests.
    private static async Task PackAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "pack", "src/OpenClaw.Tenancy", "--no-build", "-c", Configuration, "-o", folder, "--nologo", "-v", "quiet" },
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
