using System.Text.Json;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>
/// The layouts and names that Go's os.Root is tested with. What must fail there fails here. This library is stricter where
/// a link is on the way, also one that stays inside, and where a path has <c>.</c>, <c>..</c> or a slash at its end.
/// </summary>
public sealed class RootCorpusTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task Layouts_that_must_fail_fail_and_only_links_and_dots_fail_besides(TenantDirectoryConfinement way)
    {
        RootLayout[] layouts = Layouts("rootTestCases");
        Assert.Equal((23, 12), (layouts.Length, layouts.Count(static l => l.WantError)));
        int opened = 0;
        foreach (RootLayout layout in layouts)
        {
            using var world = new FilesWorld(way);
            System.IO.Directory.CreateDirectory(world.Real(""));
            layout.Build(world);
            string path = layout.Path(world);
            bool isStricter = layout.Entries.Any(static e => e.Contains(" => ", StringComparison.Ordinal)) || path.Split('/').Any(static s => s is "." or "..");
            if (layout.WantError || isStricter)
            {
                Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => world.Acme.ReadAllTextAsync(path));
                Assert.True(refused is FileNotFoundException || refused is ConfinementException { Reason: ConfinementReason.Link or ConfinementReason.DotSegment or ConfinementReason.EmptyPath }, layout.Name);
            }
            else
            {
                Assert.Equal("target", await world.Acme.ReadAllTextAsync(path));
                opened++;
            }

            world.RequireCanary();
        }

        Assert.Equal(2, opened);
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task Layouts_of_the_second_table_are_refused_or_inside(TenantDirectoryConfinement way)
    {
        RootLayout[] layouts = Layouts("rootConsistencyTestCases");
        Assert.Equal(22, layouts.Length);
        foreach (RootLayout layout in layouts)
        {
            using var world = new FilesWorld(way);
            System.IO.Directory.CreateDirectory(world.Real(""));
            layout.Build(world);
            try
            {
                Assert.Equal("other", await world.Acme.ReadAllTextAsync(layout.Path(world)));
                Assert.DoesNotContain(layout.Path(world).Split('/'), static s => s is "." or "..");
            }
            catch (Exception refused) when (refused is ConfinementException or FileNotFoundException)
            {
            }

            world.RequireCanary();
        }
    }

    [Fact]
    public void Names_that_are_not_local_are_refused_for_every_system()
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllText(Find("filepath_islocal.json")));
        using var world = new FilesWorld();
        foreach (JsonElement one in table.RootElement.GetProperty("unix").EnumerateArray().Concat(table.RootElement.GetProperty("windows").EnumerateArray()))
        {
            string path = one.GetProperty("path").GetString()!;
            bool isPlain = !path.EndsWith('/') && path.Split('/').All(static s => s is not ("." or ".."));
            Assert.Equal(one.GetProperty("isLocal").GetBoolean() && isPlain, Passes(world, path));
        }
    }

    [Fact]
    public void Names_that_are_not_valid_are_refused_and_the_root_itself_has_no_name()
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllText(Find("fs_validpath.json")));
        using var world = new FilesWorld();
        foreach (JsonElement one in table.RootElement.GetProperty("cases").EnumerateArray())
        {
            string path = one.GetProperty("path").GetString()!;
            Assert.Equal(one.GetProperty("valid").GetBoolean() && path != ".", Passes(world, path));
        }
    }

    private static bool Passes(FilesWorld world, string path)
    {
        try
        {
            return world.Acme.Find(path) is null;
        }
        catch (ConfinementException)
        {
            return false;
        }
    }

    private static RootLayout[] Layouts(string table)
    {
        using JsonDocument all = JsonDocument.Parse(File.ReadAllText(Find("os_root_cases.json")));
        return all.RootElement.GetProperty(table).Deserialize<RootLayout[]>()!;
    }

    private static string Find(string file)
    {
        string? path = Corpora.Find("go-os-root/" + file);
        Assert.SkipWhen(path is null, $"The corpus file {file} is not there: put the corpora beside the project, or set OPENCLAW_TENANCY_CORPORA.");
        return path!;
    }
}
