using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What the file system refuses is said to be refused, and is not taken for something that is missing or done.</summary>
public sealed class NotPermittedTests
{
    private const UnixFileMode Nothing = UnixFileMode.None;
    private const UnixFileMode Enter = UnixFileMode.UserExecute;
    private const UnixFileMode Look = UnixFileMode.UserRead;

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_directory_without_rights_is_neither_read_nor_changed(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("locked/file", "x");
        world.Put("locked/sub/file", "x");
        Task writing = Task.CompletedTask;

        Unprivileged.With(world.Real("locked"), Nothing, () =>
        {
            Refuses(() => world.Acme.OpenRead("locked/file"));
            Refuses(() => world.Acme.Find("locked/file"));
            Refuses(() => world.Acme.List("locked"));
            Refuses(() => world.Acme.CreateDirectory("locked/new"));
            Refuses(() => world.Acme.DeleteFile("locked/file"));
            Refuses(() => world.Acme.DeleteDirectory("locked", recursive: true));
            writing = world.Acme.WriteAllTextAsync("locked/new", "x");
        });

        Assert.Equal(ConfinementReason.NotPermitted, (await Assert.ThrowsAsync<ConfinementException>(() => writing)).Reason);
        Assert.Equal(["file", "sub"], world.Acme.List("locked").Entries.Select(static e => e.Name));
    }

    [Fact]
    public void A_directory_that_may_be_read_alone_is_not_changed()
    {
        using var world = new FilesWorld();
        world.Put("kept/file", "x");

        Unprivileged.With(world.Real("kept"), Enter | Look, () =>
        {
            Assert.Equal("file", Assert.Single(world.Acme.List("kept").Entries).Name);
            Refuses(() => world.Acme.Create("kept/new"));
            Refuses(() => world.Acme.CreateDirectory("kept/new"));
            Refuses(() => world.Acme.DeleteFile("kept/file"));
            Refuses(() => world.Acme.Move("kept/file", "kept/other"));
        });
    }

    [Fact]
    public void A_directory_whose_names_alone_may_be_read_lists_nothing()
    {
        using var world = new FilesWorld();
        world.Put("names/file", "x");

        Unprivileged.With(world.Real("names"), Look, () => Refuses(() => world.Acme.List("names")));
    }

    [Fact]
    public void A_tree_of_which_something_may_not_be_deleted_is_not_said_to_be_gone()
    {
        using var world = new FilesWorld();
        world.Put("tree/kept/file", "x");

        Unprivileged.With(world.Real("tree/kept"), Enter | Look, () => Refuses(() => world.Acme.DeleteDirectory("tree", recursive: true)));

        Assert.True(File.Exists(world.Real("tree/kept/file")));
    }

    [Fact]
    public void A_file_that_its_owner_alone_may_delete_is_not_deleted()
    {
        using var world = new FilesWorld();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Whoever runs these tests may give no file away.");
        world.Put("shared/file", "x");
        Native.Give(world.Real("shared/file"));
        Native.Give(world.Real("shared"));

        Unprivileged.With(world.Real("shared"), (UnixFileMode)511 | UnixFileMode.StickyBit, () => Refuses(() => world.Acme.DeleteDirectory("shared", recursive: true)));

        Assert.True(File.Exists(world.Real("shared/file")));
    }

    [Fact]
    public async Task An_archive_is_not_unpacked_where_nothing_may_be_made()
    {
        using var world = new FilesWorld();
        Task unpacking = Task.CompletedTask;
        Assert.Equal(TestWorld.Acme, world.Acme.Tenant);

        Unprivileged.With(world.Real(""), Enter | Look, () => unpacking = world.Acme.ExtractTarAsync(Stream.Null, "unpacked"));

        Assert.Equal(ConfinementReason.NotPermitted, (await Assert.ThrowsAsync<ConfinementException>(() => unpacking)).Reason);
    }

    private static void Refuses(Action call) => Assert.Equal(ConfinementReason.NotPermitted, Assert.Throws<ConfinementException>(call).Reason);
}
