using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>No two tenants get roots that are equal, nested or linked: neither at start, nor when a tenant comes later.</summary>
public sealed class RootClaimTests
{
    private const string Shared = "Give each tenant a directory of its own";

    [Fact]
    public void Roots_of_their_own_start()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/volumes/acme"));
        Start(world);

        Assert.Equal("acme", world.Acme.Tenant.ToString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(world.Top + "/volumes/acme"));
        using TenantDirectoryRoot globex = world.Roots.Open(world.Context(TestWorld.Globex));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(world.Base + "/tenants/globex"));
    }

    [Theory]
    [InlineData("/data/a", "/data/a")]
    [InlineData("/data/a", "/data/a/inner")]
    [InlineData("/data/a/in/ner", "/data/a")]
    [InlineData("/data/case", "/data/CASE")]
    [InlineData("/data/case", "/data/Case/inner")]
    public void Two_roots_that_are_equal_nested_or_alike_refuse_the_start(string acme, string globex) => Refuses(
        [Shared, "UseRoot for tenant 'acme'", "UseRoot for tenant 'globex'"],
        (w, o) => o.UseRoot(TestWorld.Acme, w.Top + acme).UseRoot(TestWorld.Globex, w.Top + globex));

    [Fact]
    public void A_root_that_is_a_link_to_anothers_refuses_the_start() => Refuses(
        [Shared, "UseRoot for tenant 'acme'", "UseRoot for tenant 'globex'"],
        static (w, o) =>
        {
            System.IO.Directory.CreateDirectory(w.Top + "/real");
            Relink(w.Top + "/link", w.Top + "/real");
            o.UseRoot(TestWorld.Acme, w.Top + "/real").UseRoot(TestWorld.Globex, w.Top + "/link");
        });

    [Fact]
    public void A_root_below_a_link_into_anothers_refuses_the_start() => Refuses(
        [Shared],
        static (w, o) =>
        {
            System.IO.Directory.CreateDirectory(w.Top + "/real/sub");
            Relink(w.Top + "/link", w.Top + "/real/sub");
            o.UseRoot(TestWorld.Acme, w.Top + "/real").UseRoot(TestWorld.Globex, w.Top + "/link/globex");
        });

    [Fact]
    public void A_base_inside_a_root_refuses_the_start() => Refuses(
        ["contains the directories of other tenants"], static (w, o) => o.UseRoot(TestWorld.Acme, w.Base));

    [Fact]
    public void A_base_deep_inside_a_root_refuses_the_start() => Refuses(
        ["contains the directories of other tenants"],
        static (w, o) => (o.BasePath, _) = (w.Base + "/deep/er", o.UseRoot(TestWorld.Acme, w.Base)));

    [Theory]
    [InlineData("/tenants/globex")]
    [InlineData("/tenants/somebody-later")]
    [InlineData("/tenants/acme/inner")]
    public void A_root_among_the_default_ones_refuses_the_start(string below) => Refuses(
        ["lies among the directories"], (w, o) => o.UseRoot(TestWorld.Acme, w.Base + below));

    [Fact]
    public void The_default_place_may_be_named()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Base + "/tenants/acme"));
        Start(world);
    }

    [Fact]
    public void A_link_in_the_place_of_a_default_root_refuses_the_start() => Refuses(
        ["cannot be opened as a directory that is no link", "'globex'"],
        static (w, _) =>
        {
            System.IO.Directory.CreateDirectory(w.Base + "/tenants/acme");
            Relink(w.Base + "/tenants/globex", "acme");
        });

    [Fact]
    public void A_link_that_comes_later_is_refused_without_a_name()
    {
        using var world = new FilesWorld();
        world.World.Directory.Add(new TenantRegistration(TenantId.From("later")));
        Start(world);
        world.Acme.CreateDirectory("sub");
        Relink(world.Base + "/tenants/globex", "acme");

        ConfinementException refused = Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex)));

        Assert.Equal(ConfinementReason.RootRefused, refused.Reason);
        Assert.DoesNotContain("acme", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Top, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_configured_roots_that_become_one_are_refused_when_opened()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a").UseRoot(TestWorld.Globex, w.Top + "/g"));
        Start(world);
        using TenantDirectoryRoot acme = world.Roots.Open(world.Context(TestWorld.Acme));
        System.IO.Directory.Delete(world.Top + "/g");
        File.CreateSymbolicLink(world.Top + "/g", world.Top + "/a");

        Assert.Equal(ConfinementReason.RootRefused, Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex))).Reason);
        using TenantDirectoryRoot still = world.Roots.Open(world.Context(TestWorld.Acme));
    }

    [Fact]
    public void A_deleted_root_does_not_stand_in_the_way_of_the_next()
    {
        using var world = new FilesWorld();
        for (int round = 0; round < 20; round++)
        {
            // The file system gives the number of the directory that went to the one that comes.
            foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Globex, TestWorld.Initech])
            {
                using (TenantDirectoryRoot root = world.Roots.Open(world.Context(tenant)))
                {
                    root.Create("x").Dispose();
                }

                System.IO.Directory.Delete($"{world.Base}/tenants/{tenant}", recursive: true);
            }
        }
    }

    [Fact]
    public void A_mount_of_anothers_directory_is_refused()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a").UseRoot(TestWorld.Globex, w.Top + "/g"));
        Start(world);
        Assert.NotNull(world.Roots);
        System.IO.Directory.CreateDirectory(world.Top + "/a/sub/deep");
        Assert.SkipUnless(Mount.TryBind(world.Top + "/a/sub", world.Top + "/g"), "This machine lets the tests mount nothing.");
        try
        {
            // Its own root is fine as long as nobody else holds what it shows.
            using TenantDirectoryRoot acme = world.Roots.Open(world.Context(TestWorld.Acme));
            Assert.Equal(ConfinementReason.RootRefused, Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex))).Reason);
        }
        finally
        {
            Mount.Undo(world.Top + "/g");
        }
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_mount_inside_a_root_is_not_entered(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("inside.txt", "x");
        world.Acme.CreateDirectory("sub");
        Assert.SkipUnless(Mount.TryBind(world.Outside, world.Real("sub")), "This machine lets the tests mount nothing.");
        try
        {
            foreach (string path in (string[])["sub/secret.txt", "sub/new"])
            {
                await Refused.ByEverything(world.Acme, path, ConfinementReason.OtherMount);
            }

            Assert.Equal(ConfinementReason.OtherMount, Assert.Throws<ConfinementException>(() => world.Acme.DeleteDirectory("sub", recursive: true)).Reason);
            world.RequireCanary();
        }
        finally
        {
            Mount.Undo(world.Real("sub"));
        }
    }

    [Fact]
    public void A_root_that_anybody_may_write_refuses_the_start() => Refuses(
        ["chmod o-w"],
        static (w, o) =>
        {
            System.IO.Directory.CreateDirectory(w.Top + "/open");
            Native.SetMode(w.Top + "/open", (UnixFileMode)511);
            o.UseRoot(TestWorld.Acme, w.Top + "/open");
        });

    [Theory]
    [InlineData("relative/path", "no absolute path")]
    [InlineData("/", "no absolute path")]
    [InlineData("/srv/a/", "Write the path plainly")]
    [InlineData("/srv/../a", "Write the path plainly")]
    [InlineData("/srv/acme.", "Write the path plainly")]
    [InlineData("/srv/acme ", "Write the path plainly")]
    [InlineData("/srv//acme", "Write the path plainly")]
    [InlineData("/srv/a\\b", "Write the path plainly")]
    public void A_path_that_is_not_plain_refuses_the_start(string path, string fix)
    {
        Refuses(["UseRoot for tenant 'acme'", fix], (_, o) => o.UseRoot(TestWorld.Acme, path));
        Refuses(["TenantDirectoryOptions.BasePath", fix], (_, o) => o.BasePath = path);
    }

    [Fact]
    public void Options_are_checked_and_then_fixed()
    {
        Refuses(["Set TenantDirectoryOptions.BasePath"], static (_, o) => o.BasePath = null);
        Refuses(["MaxWholeFileBytes"], static (_, o) => o.MaxWholeFileBytes = 0);
        Refuses(["confines nothing"], static (_, o) => o.Confinement = TenantDirectoryConfinement.None);
        Refuses(["confines nothing"], static (_, o) => o.Confinement = (TenantDirectoryConfinement)9);
        using var world = new FilesWorld();
        Start(world);
        TenantDirectoryOptions options = world.World.Services.GetRequiredService<IOptions<TenantDirectoryOptions>>().Value;
        Assert.Throws<InvalidOperationException>(() => options.BasePath = "/elsewhere");
        Assert.Throws<InvalidOperationException>(() => options.UseRoot(TestWorld.Acme, "/elsewhere"));
    }

    [Fact]
    public void A_tenant_without_a_root_is_refused()
    {
        using var world = new FilesWorld(options: static (w, o) => (o.BasePath, _) = ((string?)null, o.UseRoot(TestWorld.Acme, w.Top + "/a")));
        Start(world);
        Assert.Equal(ConfinementReason.RootRefused, Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex))).Reason);
    }

    private static void Refuses(string[] words, Action<FilesWorld, TenantDirectoryOptions> options)
    {
        using var world = new FilesWorld(options: options);
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Start(world));
        Assert.All(words, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
        Assert.Throws<OptionsValidationException>(() => world.Roots);
    }

    private static void Start(FilesWorld world) => world.World.Services.GetRequiredService<IStartupValidator>().Validate();

    // The options are configured again at each attempt.
    private static void Relink(string path, string target)
    {
        if (new FileInfo(path).LinkTarget is null)
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    private static UnixFileMode Mode(string path) => Native.Mode(path);
}
