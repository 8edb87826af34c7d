using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Roots on volumes of their own start; roots that mounts make one another's do not, whichever names show them.</summary>
public sealed class MountedRootTests
{
    [Fact]
    public void A_volume_of_each_tenant_starts()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a").UseRoot(TestWorld.Globex, w.Top + "/g").UseRoot(TestWorld.Initech, w.Top + "/i"));
        using var mounts = new Mounts();

        // Two file systems in memory number their first directory alike, and a part of a disk lies beside what it is a part of.
        mounts.Memory(world.Top + "/a");
        mounts.Memory(world.Top + "/g");
        mounts.Bind(world.Outside, world.Top + "/i");

        Start(world);
        foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Globex, TestWorld.Initech])
        {
            using TenantDirectoryRoot root = world.Roots.Open(world.Context(tenant));
            root.Create("own").Dispose();
        }

        Assert.True(File.Exists(world.Outside + "/own"));
    }

    [Fact]
    public void A_part_of_anothers_volume_refuses_the_start()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/volume/acme").UseRoot(TestWorld.Globex, w.Top + "/g"));
        using var mounts = new Mounts();
        System.IO.Directory.CreateDirectory(world.Top + "/disk/acme/part");
        mounts.Bind(world.Top + "/disk", world.Top + "/volume");
        mounts.Bind(world.Top + "/disk/acme/part", world.Top + "/g");

        Refuses(world);
    }

    [Fact]
    public void A_directory_above_the_mount_of_anothers_refuses_the_start()
    {
        using var world = new FilesWorld(options: static (w, o) =>
            (o.BasePath, _) = ((string?)null, o.UseRoot(TestWorld.Acme, w.Top + "/memory/d/sub").UseRoot(TestWorld.Globex, w.Top + "/link")));
        using var mounts = new Mounts();

        // Neither the path nor the place on the disk says that the link leads above the other root; what it is a directory of does.
        File.CreateSymbolicLink(world.Top + "/link", world.Top);
        mounts.Memory(world.Top + "/memory");
        System.IO.Directory.CreateDirectory(world.Top + "/memory/d/sub");
        mounts.Bind(world.Top + "/memory/d", world.Top + "/memory/d/sub");

        Refuses(world);
    }

    [Theory]
    [InlineData("/data/CASE")]
    [InlineData("/data/CASE/inner")]
    public void Volumes_whose_paths_differ_in_case_alone_refuse_the_start(string globex)
    {
        using var world = new FilesWorld(options: (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/data/case").UseRoot(TestWorld.Globex, w.Top + globex));
        using var mounts = new Mounts();
        mounts.Memory(world.Top + "/data/case");

        Refuses(world);
    }

    private static void Start(FilesWorld world) => world.World.Services.GetRequiredService<IStartupValidator>().Validate();

    private static void Refuses(FilesWorld world) =>
        Assert.Contains("Give each tenant a directory of its own", Assert.Throws<OptionsValidationException>(() => Start(world)).Message, StringComparison.Ordinal);
}
