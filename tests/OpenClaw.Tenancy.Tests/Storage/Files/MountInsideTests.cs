using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What is mounted inside a root is neither entered, nor told of, nor emptied, wherever it stands.</summary>
public sealed class MountInsideTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void A_mounted_directory_is_refused_itself(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        using var mounts = new Mounts();
        world.Acme.CreateDirectory("sub");
        mounts.Bind(world.Outside, world.Real("sub"));
        string[] open = Descriptors.Below(world.Top);

        Refuses(() => world.Acme.Find("sub"));
        Refuses(() => world.Acme.List("sub"));
        Refuses(() => world.Acme.Move("sub", "elsewhere"));
        Refuses(() => world.Acme.DeleteFile("sub"));
        Refuses(() => world.Acme.DeleteDirectory("sub"));
        Refuses(() => world.Acme.OpenRead("sub/secret.txt"));
        Assert.Equal(open, Descriptors.Below(world.Top));
        world.RequireCanary();
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void A_mounted_file_is_refused(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        using var mounts = new Mounts();
        Assert.Equal("x", File.ReadAllText(world.Real(world.Put("file", "x"))));
        Assert.Equal(1, world.Acme.Find("file")!.Length);
        mounts.Bind(world.Canary, world.Real("file"));

        Refuses(() => world.Acme.OpenRead("file"));
        Refuses(() => world.Acme.OpenWrite("file"));
        Refuses(() => world.Acme.TryLock("file"));
        Refuses(() => world.Acme.Find("file"));
        world.RequireCanary();
    }

    [Fact]
    public void A_mount_deep_in_a_tree_is_not_emptied_with_it()
    {
        using var world = new FilesWorld();
        using var mounts = new Mounts();
        world.Acme.CreateDirectory("tree/deep/sub");
        mounts.Bind(world.Outside, world.Real("tree/deep/sub"));

        Refuses(() => world.Acme.DeleteDirectory("tree", recursive: true));
        world.RequireCanary();
    }

    private static void Refuses(Action call) => Assert.Equal(ConfinementReason.OtherMount, Assert.Throws<ConfinementException>(call).Reason);
}
