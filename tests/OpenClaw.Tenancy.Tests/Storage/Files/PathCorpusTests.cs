using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Paths that others collected: each is refused, or names a file inside the root by exactly its text.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class PathCorpusTests
{
    private static readonly string[] PayloadFiles =
    [
        "Directory_Traversal_Intruder_deep_traversal.txt", "Directory_Traversal_Intruder_directory_traversal.txt", "Directory_Traversal_Intruder_dotdotpwn.txt",
        "Directory_Traversal_Intruder_traversals-8-deep-exotic-encoding.txt", "File_Inclusion_Intruders_JHADDIX_LFI.txt",
        "File_Inclusion_Intruders_LFI-WindowsFileCheck.txt", "File_Inclusion_Intruders_List_Of_File_To_Include_NullByteAdded.txt",
        "File_Inclusion_Intruders_Traversal.txt", "File_Inclusion_Intruders_Windows-files.txt",
        "File_Inclusion_Intruders_dot-slash-PathTraversal_and_LFI_pairing.txt", "Open_Redirect_Intruder_Open-Redirect-payloads.txt",
    ];

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void Traversal_payloads_stay_inside(TenantDirectoryConfinement way)
    {
        string[] payloads = [.. PayloadFiles.SelectMany(static f => File.ReadAllLines(Find("payloadsallthethings/" + f), Encoding.Latin1)).Distinct(StringComparer.Ordinal)];
        Assert.InRange(payloads.Length, 26_000, 31_000);
        StayInside(payloads, way, mostAccepted: 3_000);
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void Naughty_strings_stay_inside(TenantDirectoryConfinement way)
    {
        string[] texts = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Find("blns/blns.json")))!;
        Assert.True(texts.Length >= 500);
        StayInside(texts, way, texts.Length);
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void Segments_separators_and_targets_in_every_combination_stay_inside(TenantDirectoryConfinement way)
    {
        string[] segments = ["..", "...", ". .", ".. ", " ..", "%2e%2e", "%252e%252e", "..\0", "\u0001", "\u001f", "safe\0name", "safe\u202ename", "safe\ufeffname"];
        string[] separators = ["/", "//", "\\", "\\\\", "%2f", "%5c"];
        string[] targets = ["secret.txt", "outside/secret.txt", "etc/passwd", "Windows/win.ini", "CON", "NUL", "aux.txt"];
        string[] paths = [.. from s in segments from p in separators from t in targets from n in (string[])["", "nested" + p] select n + s + p + t];
        StayInside(paths, way, paths.Length);
    }

    private static void StayInside(string[] paths, TenantDirectoryConfinement way, int mostAccepted)
    {
        using var count = new CaseCount("corpora/paths", "paths that others collected or that are put together of their parts, tried in a tenant's directory by both ways of confinement");
        using var world = new FilesWorld(way);
        count.Add(paths.Length);
        int accepted = 0;
        foreach (string path in paths)
        {
            try
            {
                if (path.LastIndexOf('/') is int slash and > 0)
                {
                    world.Acme.CreateDirectory(path[..slash]);
                }

                world.Acme.OpenWrite(path).Dispose();
            }
            catch (ConfinementException)
            {
                continue;
            }

            accepted++;
            Assert.Equal(Path.Combine(world.Base, "tenants", "acme", path), new FileInfo(world.Real(path)).FullName);
            Assert.True(File.Exists(world.Real(path)), path);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{accepted} of {paths.Length} accepted, all inside");
        Assert.InRange(accepted, 0, mostAccepted);
        Assert.Equal(["acme"], System.IO.Directory.GetFileSystemEntries(Path.Combine(world.Base, "tenants")).Select(Path.GetFileName));
        world.RequireCanary();
        count.Held();
    }

    private static string Find(string file)
    {
        string? path = Corpora.Find(file);
        Assert.SkipWhen(path is null, $"The corpus file {file} is not there: put the corpora beside the project, or set OPENCLAW_TENANCY_CORPORA.");
        return path!;
    }
}
